#include "parser/identity.h"

#include <algorithm>
#include <array>
#include <map>

#include "normalize/fold.h"
#include "parser/headline.h"
#include "parser/identity_disagreements.h"
#include "parser/identity_place.h"
#include "parser/identity_year.h"
#include "parser/opening.h"
#include "parser/publication.h"

namespace nianbao::parser {
namespace {

using model::IdentityEvidence;
using normalize::folded_text;
using normalize::to_utf8;

constexpr std::uint32_t longest_preamble = 2500;    // glyphs in front of the first section
constexpr std::uint32_t opening_of_section = 600;  // glyphs at its beginning that may say whose report it is

class IdentityReader {
public:
    IdentityReader(const Document& document, std::string_view url, std::uint32_t content_begin)
        : document_(document), url_(url), content_begin_(content_begin), lines_(fact_lines(document)), signature_(find_signature(document, content_begin)) {}

    IdentityReading read() {
        read_titles();
        read_published();
        read_issuer();
        contexts_ = contexts();
        read_publisher();
        read_year();
        complete_publisher();
        read_division();
        result_.findings = identity_disagreements(result_, contexts_);
        TitleReading own;
        own.publisher = own_.publisher;
        own.year = result_.report.year.value_or(0);
        if (headline_.found()) own = headline_.reading;
        add_further_reports(document_, std::max(content_begin_, headline_.end), own, result_);
        std::stable_sort(result_.evidence.begin(), result_.evidence.end(), [](const auto& a, const auto& b) { return field_order(a.field) < field_order(b.field); });
        return std::move(result_);
    }

private:
    static int field_order(std::string_view field) {
        static constexpr std::array<std::string_view, 6> fields = {"title", "year", "publisher", "division_code", "published", "issuer"};
        return static_cast<int>(std::find(fields.begin(), fields.end(), field) - fields.begin());
    }

    void add(std::string field, std::string value, std::string from, model::Span span) {
        if (!value.empty()) result_.evidence.push_back({std::move(field), std::move(value), std::move(from), span, false});
    }

    // The first evidence of the field, which is what the report says.
    std::string choose(std::string_view field) {
        for (IdentityEvidence& evidence : result_.evidence)
            if (evidence.field == field) {
                evidence.chosen = true;
                return evidence.value;
            }
        return {};
    }

    // --- titles -------------------------------------------------------------------------------------------------------

    void offer_title(const std::string& text, const std::string& from, model::Span span) {
        TitleReading reading = read_title(text);
        if (!reading.is_report) return;
        add("title", shown_title(text), from, span);
        if (reading.year != 0) years_.offer_title(reading.year, from, span);
        if (!reading.publisher.empty()) add("publisher", reading.publisher, from, span);
        if (own_.publisher.empty()) own_.publisher = reading.publisher;
    }

    void read_titles() {
        std::vector<std::string> known;
        for (const char* name : {"ArticleTitle", "og:title"})
            if (const MetaTag* tag = find_meta(document_, name)) known.push_back(tag->content);
        // <title>海城市某局2023年…报告_某市人民政府门户网站</title>: the part that is a title.
        std::vector<std::string> parts(1);
        for (const char32_t c : normalize::to_utf32(document_.title)) {
            if (std::u32string_view(U"_|-－—–丨>").find(c) != std::u32string_view::npos) parts.emplace_back();
            else normalize::append_utf8(parts.back(), c);
        }
        known.insert(known.end(), parts.begin(), parts.end());
        if (const MetaTag* tag = find_meta(document_, "ArticleTitle")) offer_title(tag->content, "meta ArticleTitle", tag->span);
        headline_ = find_headline(document_, content_begin_, known);
        if (headline_.found()) offer_title(headline_.text, "headline", headline_.span);
        if (const MetaTag* tag = find_meta(document_, "og:title")) offer_title(tag->content, "meta og:title", tag->span);
        for (const std::string& part : parts) offer_title(part, "title", {});
        result_.report.title = choose("title");
        if (result_.report.title.empty()) result_.report.title = normalize::tidy_text(document_.title);
        if (const std::string site = parts.size() > 1 ? parts.back() : ""; !site.empty()) site_of_title_ = to_utf8(body_name(folded_text(site)));
    }

    // --- dates and issuer ---------------------------------------------------------------------------------------------

    [[nodiscard]] HeadPlace head_place() const {
        HeadPlace place;
        place.content_begin = content_begin_;
        if (!headline_.found()) return place;
        place.headline_end = std::min(headline_.end, content_begin_);
        for (const Block& block : document_.blocks)
            if (!block.empty() && block.span.end > headline_.span.begin) {
                place.headline_begin = std::min(block.begin, place.headline_end);
                break;
            }
        return place;
    }

    void read_published() {
        std::vector<Statement> dates = publication_dates(document_, lines_, url_, head_place());
        if (!signature_.date.value.empty()) dates.push_back(signature_.date);
        if (dates.empty()) return;
        for (const Statement& date : dates) add("published", date.value, date.from, date.span);
        // Of the same day the one that also tells the time.
        std::size_t best = 0;
        for (std::size_t d = 1; d < dates.size(); ++d)
            if (dates[d].value.starts_with(dates[best].value.substr(0, 10)) && dates[d].value.size() > dates[best].value.size()) best = d;
        result_.report.published = dates[best].value;
        std::size_t d = 0;
        for (IdentityEvidence& evidence : result_.evidence)
            if (evidence.field == "published" && d++ == best) evidence.chosen = true;
    }

    void read_issuer() {
        issuers_ = issuers(document_, lines_);
        for (const Statement& issuer : issuers_) add("issuer", issuer.value, issuer.from, issuer.span);
        result_.report.issuer = choose("issuer");
    }

    // --- publisher ----------------------------------------------------------------------------------------------------

    // What stands in front of the first section; of a page without its title, the beginning of that section too.
    void read_opening() {
        const std::uint32_t begin = headline_.found() ? headline_.end : content_begin_ - std::min(content_begin_, longest_preamble);
        const std::uint32_t end = headline_.found() ? std::min(content_begin_, begin + longest_preamble) : content_begin_ + opening_of_section;
        const OpeningReading opening = parser::read_opening(document_, begin, end);
        for (const Statement& name : opening.publishers) add("publisher", name.value, name.from, name.span);
        if (opening.year) years_.offer_title(opening.year->year, opening.year->from, opening.year->span);
    }

    void read_publisher() {
        read_opening();
        if (!signature_.name.value.empty()) add("publisher", signature_.name.value, "signature", signature_.name.span);
        for (const Statement& issuer : issuers_)
            if (const std::u32string body = body_name(folded_text(issuer.value)); !body.empty()) add("publisher", to_utf8(body), issuer.from, issuer.span);
        if (const Statement path = body_of_path(document_, content_begin_); !path.value.empty()) add("publisher", path.value, path.from, path.span);
        if (!site_of_title_.empty()) add("publisher", site_of_title_, "title", {});
        if (const MetaTag* tag = find_meta(document_, "SiteName"))
            if (const std::u32string body = body_name(folded_text(tag->content)); !body.empty()) add("publisher", to_utf8(body), "meta SiteName", tag->span);
        if (std::none_of(result_.evidence.begin(), result_.evidence.end(), [](const auto& e) { return e.field == "publisher"; })) {
            const Statement subject = subject_of(document_, content_begin_, content_begin_ + opening_of_section);
            add("publisher", subject.value, subject.from, subject.span);
        }
        IdentityEvidence* best = best_publisher();
        if (best == nullptr) return;
        best->chosen = true;
        result_.report.publisher = best->value;
    }

    // The first; but 人民政府办公室, which wrote the report, stands back behind the 人民政府 whose report it is.
    IdentityEvidence* best_publisher() {
        IdentityEvidence* first = nullptr;
        for (IdentityEvidence& evidence : result_.evidence) {
            if (evidence.field != "publisher") continue;
            if (first == nullptr) first = &evidence;
            const bool titled = first->from == "headline" || first->from.ends_with("Title") || first->from.ends_with("title");
            if (titled || first == &evidence) continue;
            for (const std::string_view office : {"办公室", "办公厅"})
                if (first->value == evidence.value + std::string(office) && evidence.value.ends_with("政府")) return &evidence;
        }
        return first;
    }

    // 郊区人民政府 -> 佳木斯市郊区人民政府, 市教育局 -> 佳木斯市教育局, where the page itself writes the longer name.
    void complete_publisher() {
        const std::string longer = longer_name(document_, result_.report.publisher, contexts_, result_.report.year.value_or(0));
        if (longer == result_.report.publisher) return;
        for (IdentityEvidence& evidence : result_.evidence)
            if (evidence.field == "publisher") evidence.chosen = evidence.value == longer;
        if (std::none_of(result_.evidence.begin(), result_.evidence.end(), [](const auto& e) { return e.field == "publisher" && e.chosen; })) {
            add("publisher", longer, "text", {});
            result_.evidence.back().chosen = true;
        }
        result_.report.publisher = longer;
    }

    // --- year and place -----------------------------------------------------------------------------------------------

    void read_year() {
        years_.read_text(document_, headline_.found() ? headline_.end : 0, content_begin_);
        result_.report.year = years_.decide(result_.report.published);
        for (const YearStatement& statement : years_.statements()) {
            add("year", std::to_string(statement.year), statement.from, statement.span);
            result_.evidence.back().chosen = statement.year == result_.report.year;
        }
    }

    [[nodiscard]] std::vector<std::string> contexts() const {
        std::vector<std::string> texts = {result_.report.title, result_.report.issuer, signature_.name.value, document_.title};
        for (const char* name : {"SiteName", "ContentSource", "Keywords", "Description", "Author"})
            if (const MetaTag* tag = find_meta(document_, name)) texts.push_back(tag->content);
        for (const Block& block : document_.blocks) {
            if (block.begin >= content_begin_) break;
            if (block.empty() || block.end - block.begin > longest_title) continue;
            const std::string text = document_.text(block);
            if (text.find("位置") != std::string::npos || text.find("首页") != std::string::npos || text.find("人民政府") != std::string::npos) texts.push_back(text);
        }
        return texts;
    }

    void read_division() {
        const MetaTag* tag = find_meta(document_, "SiteIDCode");
        std::string site;
        if (tag != nullptr) site = division_of_site(tag->content);
        std::string code = division_of_name(result_.report.publisher, site, contexts_, result_.report.year.value_or(0));
        const bool by_name = !code.empty();
        if (!by_name && site.empty()) code = division_of_contexts(contexts_, result_.report.year.value_or(0));
        if (by_name) add("division_code", code, "publisher", {});
        if (!site.empty()) add("division_code", site, "meta SiteIDCode", tag->span);
        if (!by_name && site.empty()) add("division_code", code, "text", {});
        result_.report.division_code = more_exact_division(code, site, result_.report.publisher);
        for (IdentityEvidence& evidence : result_.evidence)
            if (evidence.field == "division_code") evidence.chosen = evidence.value == result_.report.division_code;
    }

    const Document& document_;
    std::string_view url_;
    std::uint32_t content_begin_;
    std::vector<FactLine> lines_;
    Signature signature_;
    Headline headline_;
    TitleReading own_;
    std::string site_of_title_;
    std::vector<Statement> issuers_;
    std::vector<std::string> contexts_;  // what else on the page names a place; read once title and issuer are known
    YearEvidence years_;
    IdentityReading result_;
};

}  // namespace

IdentityReading read_identity(const Document& document, std::string_view url, std::uint32_t content_begin) {
    return IdentityReader(document, url, content_begin).read();
}

}  // namespace nianbao::parser

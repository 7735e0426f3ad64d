#include "normalize/document_number.h"

#include <algorithm>
#include <array>

#include "normalize/fold.h"
#include "normalize/numeral.h"

namespace nianbao::normalize {
namespace {

constexpr std::size_t longest_issuer = 24;  // characters
constexpr std::size_t longest_text = 2048;  // bytes of a text that is to be one number

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool is_ideograph(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }
bool is_numeral(char32_t c) { return is_digit(c) || chinese_digit(c) >= 0 || small_unit(c) != 0; }

// What stands between other words and the issuer of a number in a sentence.
constexpr auto introductions = std::to_array<std::u32string_view>(
    {U"根据", U"按照", U"依据", U"依照", U"遵照", U"落实", U"执行", U"印发", U"下发", U"转发", U"关于",     U"文件",
     U"通知", U"以",   U"见",   U"的",   U"和",   U"及",   U"与",   U"按",   U"由",   U"文号", U"发文字号", U"字号"});

struct Match {
    DocumentNumber number;
    std::size_t end = 0;
};

std::optional<int> small_number(std::u32string_view digits, int most) {
    while (digits.size() > 1 && (digits.front() == U'0')) digits.remove_prefix(1);
    const auto value = read_amount(digits);
    if (!value || value->scale() != 0 || *value < model::Decimal(1) || *value > model::Decimal(most)) return std::nullopt;
    return static_cast<int>(value->unscaled());
}

std::size_t numeral_end(std::u32string_view text, std::size_t at) {
    while (at < text.size() && is_numeral(text[at])) ++at;
    return at;
}

// From the bracket before the year on: (2019)60号, (2019)第60号.
std::optional<Match> match_year_and_number(std::u32string_view text, std::size_t bracket, bool needs_end) {
    const std::size_t year_begin = bracket + 1;
    const std::size_t year_end = std::min(numeral_end(text, year_begin), year_begin + 5);
    if (year_end - year_begin != 4 || year_end >= text.size() || text[year_end] != U')') return std::nullopt;
    const auto year = small_number(text.substr(year_begin, 4), 2099);
    if (!year || *year < 1949) return std::nullopt;
    std::size_t at = year_end + 1;
    if (at < text.size() && text[at] == U'第') ++at;
    const std::size_t end = numeral_end(text, at);
    if (end == at || end - at > 9) return std::nullopt;
    const auto number = small_number(text.substr(at, end - at), 99999);
    if (!number) return std::nullopt;
    const bool has_end = end < text.size() && (text[end] == U'号' || text[end] == U'號');
    if (!has_end && (needs_end || end != text.size())) return std::nullopt;
    return Match{{"", *year, *number}, end + (has_end ? 1 : 0)};
}

// 令第711号 and 令(第711号), from 令 on.
std::optional<Match> match_order(std::u32string_view text, std::size_t order) {
    std::size_t at = order + 1;
    const bool bracket = at < text.size() && text[at] == U'(';
    if (bracket) ++at;
    if (at >= text.size() || text[at] != U'第') return std::nullopt;
    const std::size_t begin = ++at;
    at = numeral_end(text, begin);
    if (at == begin || at - begin > 9 || at >= text.size() || text[at] != U'号') return std::nullopt;
    const auto number = small_number(text.substr(begin, at - begin), 99999);
    if (!number || (bracket && (at + 1 >= text.size() || text[at + 1] != U')'))) return std::nullopt;
    return Match{{"", 0, *number}, at + (bracket ? 2 : 1)};
}

// Where the issuer that ends at `end` begins: ideographs and letters, less the words that lead up to it.
std::size_t issuer_begin(std::u32string_view text, std::size_t end) {
    std::size_t begin = end;
    while (begin > 0 && end - begin < longest_issuer && (is_ideograph(text[begin - 1]) || is_letter(text[begin - 1]))) --begin;
    const std::u32string_view words = text.substr(begin, end - begin);
    std::size_t skip = 0;
    for (const std::u32string_view introduction : introductions) {
        const std::size_t at = words.rfind(introduction);
        if (at != std::u32string_view::npos && at + introduction.size() + 2 <= words.size())
            skip = std::max(skip, at + introduction.size());
    }
    return begin + skip;
}

std::optional<Match> match_at(std::u32string_view text, std::size_t at, bool needs_end) {
    if (text[at] == U'(') return match_year_and_number(text, at, needs_end);
    return text[at] == U'令' ? match_order(text, at) : std::nullopt;
}

}  // namespace

std::string DocumentNumber::canonical() const {
    if (year == 0) return issuer + "第" + std::to_string(number) + "号";
    return issuer + "〔" + std::to_string(year) + "〕" + std::to_string(number) + "号";
}

std::optional<DocumentNumber> read_document_number(std::string_view utf8) {
    if (utf8.size() > longest_text) return std::nullopt;
    const std::u32string folded = folded_text(utf8);
    std::u32string_view text = folded;
    for (const std::u32string_view label :
         {std::u32string_view(U"发文字号:"), std::u32string_view(U"文号:"), std::u32string_view(U"字号:")})
        if (text.starts_with(label)) text.remove_prefix(label.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto match = match_at(text, at, false);
        if (!match || match->end != text.size()) continue;
        const std::size_t issuer_end = text[at] == U'令' ? at + 1 : at;
        const std::u32string_view issuer = text.substr(0, issuer_end);
        const bool words =
            std::all_of(issuer.begin(), issuer.end(), [](char32_t c) { return is_ideograph(c) || is_letter(c); });
        if (issuer.size() < 2 || issuer.size() > longest_issuer || !words) return std::nullopt;
        DocumentNumber number = match->number;
        number.issuer = to_utf8(issuer);
        return number;
    }
    return std::nullopt;
}

std::vector<FoundDocumentNumber> find_document_numbers(std::string_view utf8) {
    std::vector<FoundDocumentNumber> found;
    const Folded folded = fold_label(utf8);
    const std::u32string_view text = folded.text;
    for (std::size_t at = 1; at < text.size(); ++at) {
        const auto match = match_at(text, at, true);
        if (!match) continue;
        const std::size_t issuer_end = text[at] == U'令' ? at + 1 : at;
        const std::size_t begin = issuer_begin(text, issuer_end);
        if (issuer_end - begin < 2) continue;
        DocumentNumber number = match->number;
        number.issuer = to_utf8(text.substr(begin, issuer_end - begin));
        found.push_back({std::move(number), {folded.origins[begin].begin, folded.origins[match->end - 1].end}});
        at = match->end - 1;
    }
    return found;
}

}  // namespace nianbao::normalize

// narrative.place: the name of another place was left in the text, as it happens where a report is copied.

#include <set>

#include "audit/rules.h"
#include "audit/text.h"

namespace nianbao::audit {
namespace {

constexpr std::size_t longest_name = 12;  // characters of a place before the word that follows it

// A text speaks for its place in these words; 赴某县学习 does not.
constexpr std::u16string_view own_words[] = {u"人民政府",     u"政府信息公开", u"政府办公室",
                                             u"政府门户网站", u"各乡镇",       u"政务公开"};

// Within one another: 230811 in 230800 in 230000; an empty code lies nowhere.
bool are_related(std::string_view a, std::string_view b) {
    const auto stem = [](std::string_view code) {
        return code.substr(0, code.ends_with("0000") ? 2 : code.ends_with("00") ? 4 : 6);
    };
    return a.starts_with(stem(b)) || b.starts_with(stem(a));
}

void judge(const model::RecordSection& section, const model::ReportIdentity& report, const PlaceFinder& places,
           std::set<std::string>& named, std::vector<Draft>& drafts) {
    const std::u16string text = without_spaces(folded(section.text));
    const std::string context = report.publisher + " " + report.title;
    for (std::size_t i = 2; i < text.size(); ++i) {
        if (!contains(u"市县区旗", std::u16string_view(text).substr(i, 1))) continue;
        const std::u16string_view after = std::u16string_view(text).substr(i + 1);
        bool speaks = false;
        for (const std::u16string_view word : own_words) speaks = speaks || after.starts_with(word);
        if (!speaks) continue;
        // The longest run of Han characters before it that is the name of a place.
        for (std::size_t length = std::min(longest_name, i + 1); length >= 3; --length) {
            const std::u16string_view name = std::u16string_view(text).substr(i + 1 - length, length);
            const auto place = places(to_utf8(name), context);
            if (!place) continue;
            if (are_related(place->code, report.division_code) || !named.insert(place->code).second) break;
            model::Finding finding;
            finding.rule = "narrative.place";
            finding.severity = model::Severity::doubt;
            finding.text = section.heading + "：the text speaks of " + to_utf8(name) + " (" + place->full_name +
                           "), and the report is of " + report.publisher;
            if (!section.span.empty()) finding.span = section.span;
            drafts.push_back({std::move(finding), place->code});
            break;
        }
    }
}

}  // namespace

void find_wrong_places(const model::Record& record, const PlaceFinder& places, std::vector<Draft>& drafts) {
    if (!places || record.report.division_code.size() != 6) return;
    std::set<std::string> named;
    for (const model::RecordSection& section : record.sections)
        if (section.id == "overview" || section.id == "problems" || section.id == "other")
            judge(section, record.report, places, named, drafts);
}

}  // namespace nianbao::audit

#include "out/english.h"

#include <algorithm>

namespace nianbao::out {
namespace {

struct Phrase {
    std::string_view part;
    std::string_view english;
};

// Rows of the tables, in the order of the forms.
constexpr Phrase row_phrases[] = {
    {"regulations", "rules (规章)"},
    {"normative_documents", "normative documents"},
    {"licensing", "administrative licences"},
    {"other_services", "other services to the public"},
    {"penalties", "administrative penalties"},
    {"coercive_measures", "administrative coercive measures"},
    {"fees", "administrative fees"},
    {"procurement", "government procurement"},
    {"new", "requests received in the year"},
    {"carried_in", "requests carried over from the year before"},
    {"granted", "requests granted"},
    {"partially_granted", "requests granted in part"},
    {"refused", "requests refused, all reasons"},
    {"refused_state_secret", "requests refused: state secret"},
    {"refused_prohibited_by_law", "requests refused: disclosure prohibited by another law or regulation"},
    {"refused_security_and_stability", "requests refused: endangers state, public or economic security or social stability"},
    {"refused_third_party_rights", "requests refused: lawful rights of a third party"},
    {"refused_internal_affairs", "requests refused: internal affairs (three kinds)"},
    {"refused_process_information", "requests refused: information of a process (four kinds)"},
    {"refused_enforcement_file", "requests refused: file of an enforcement case"},
    {"refused_administrative_inquiry", "requests refused: a matter of administrative inquiry"},
    {"unavailable", "requests for what cannot be provided, all reasons"},
    {"unavailable_not_held", "cannot be provided: the body does not hold it"},
    {"unavailable_requires_creation", "cannot be provided: it would have to be made"},
    {"unavailable_still_unclear", "cannot be provided: unclear even after correction"},
    {"not_processed", "requests not processed, all reasons"},
    {"not_processed_petition", "not processed: a petition, report or complaint"},
    {"not_processed_repeated", "not processed: a repeated request"},
    {"not_processed_publication", "not processed: asks for a publication that is on sale"},
    {"not_processed_excessive", "not processed: many requests over and over without good reason"},
    {"not_processed_reconfirmation", "not processed: asks to confirm or reissue information already had"},
    {"other", "requests ended in another way"},
    {"other_not_corrected_in_time", "ended: not corrected in time by the applicant"},
    {"other_fee_not_paid", "ended: fee not paid in time by the applicant"},
    {"other_remaining", "ended in any other way"},
    {"handled_total", "requests handled in the year, all results"},
    {"carried_out", "requests carried over to the next year"},
};

constexpr Phrase column_phrases[] = {
    {"made", "made in the year"},
    {"disclosed", "newly disclosed in the year"},
    {"disclosed_total", "disclosed in total"},
    {"repealed", "repealed in the year"},
    {"in_force", "in force"},
    {"items_last_year", "items in the year before"},
    {"change", "change in the year"},
    {"decisions", "decisions in the year"},
    {"items", "items in the year"},
    {"amount", "amount in the year"},
    {"natural_person", "by natural persons"},
    {"commercial_enterprise", "by commercial enterprises"},
    {"research_institution", "by research institutions"},
    {"social_welfare_organization", "by social welfare organisations"},
    {"legal_service_organization", "by legal service organisations"},
    {"other_organization", "by other organisations"},
    {"total", "total"},
    {"reconsideration", "administrative reconsideration"},
    {"litigation_direct", "litigation without reconsideration"},
    {"litigation_after_reconsideration", "litigation after reconsideration"},
    {"upheld", "upheld"},
    {"corrected", "corrected"},
    {"other", "other results"},
    {"pending", "pending"},
    {"count", "in the year"},
    {"cumulative", "over the years"},
};

constexpr Phrase unit_phrases[] = {{"件", "pieces"}, {"条", "items"},   {"项", "items"},  {"元", "yuan"},
                                   {"万元", "10,000 yuan"}, {"人", "persons"}, {"次", "times"}, {"个", "pieces"},
                                   {"人次", "person-times"}, {"场", "events"}, {"篇", "pieces"}, {"份", "copies"}};

template <std::size_t size>
std::string in_words(const Phrase (&phrases)[size], std::string_view part) {
    const auto found = std::find_if(std::begin(phrases), std::end(phrases), [&](const Phrase& phrase) { return phrase.part == part; });
    std::string words(found == std::end(phrases) ? part : found->english);
    if (found == std::end(phrases)) std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

// "reconsideration.upheld" is two parts.
std::string column_in_words(std::string_view id) {
    std::string words;
    while (!id.empty()) {
        const std::size_t dot = std::min(id.find('.'), id.size());
        words += (words.empty() ? "" : ", ") + in_words(column_phrases, id.substr(0, dot));
        id.remove_prefix(std::min(dot + 1, id.size()));
    }
    return words;
}

}  // namespace

std::string english_of(const model::Form& form, const model::FormFigure& figure) {
    const std::string& row = form.row_of(figure).id;
    const std::string column = column_in_words(form.column_of(figure).id);
    std::string words = row.empty() ? column : in_words(row_phrases, row) + ", " + column;
    if (!words.empty() && words.front() >= 'a' && words.front() <= 'z') words.front() = static_cast<char>(words.front() - 'a' + 'A');
    return words;
}

std::string_view english_unit(std::string_view unit) {
    const auto found = std::find_if(std::begin(unit_phrases), std::end(unit_phrases), [&](const Phrase& phrase) { return phrase.part == unit; });
    return found == std::end(unit_phrases) ? std::string_view() : found->english;
}

}  // namespace nianbao::out

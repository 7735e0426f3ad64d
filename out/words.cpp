#include "out/words.h"

#include <array>

namespace nianbao::out {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 5> presences = {"stated", "blank", "dash", "absent", "unreadable"};
constexpr std::array<std::string_view, 6> readings = {"cell", "line", "split", "inferred", "ambiguous", "prose"};
constexpr std::array<std::string_view, 3> severities = {"note", "doubt", "conflict"};
constexpr std::array<std::string_view, 2> mention_kinds = {"count", "percent"};

static_assert(static_cast<std::size_t>(model::Presence::unreadable) + 1 == presences.size());
static_assert(static_cast<std::size_t>(model::Reading::prose) + 1 == readings.size());
static_assert(static_cast<std::size_t>(model::Severity::conflict) + 1 == severities.size());
static_assert(static_cast<std::size_t>(model::MentionKind::percent) + 1 == mention_kinds.size());

template <typename Enum, std::size_t size>
std::optional<Enum> look_up(const std::array<std::string_view, size>& words, std::string_view word) {
    for (std::size_t i = 0; i < size; ++i)
        if (words[i] == word) return static_cast<Enum>(i);
    return std::nullopt;
}

}  // namespace

std::string_view word_of(model::Presence presence) { return presences[static_cast<std::size_t>(presence)]; }
std::string_view word_of(model::Reading reading) { return readings[static_cast<std::size_t>(reading)]; }
std::string_view word_of(model::Severity severity) { return severities[static_cast<std::size_t>(severity)]; }
std::string_view word_of(model::MentionKind kind) { return mention_kinds[static_cast<std::size_t>(kind)]; }

std::optional<model::Presence> presence_of(std::string_view word) { return look_up<model::Presence>(presences, word); }
std::optional<model::Reading> reading_of(std::string_view word) { return look_up<model::Reading>(readings, word); }
std::optional<model::Severity> severity_of(std::string_view word) { return look_up<model::Severity>(severities, word); }
std::optional<model::MentionKind> mention_kind_of(std::string_view word) { return look_up<model::MentionKind>(mention_kinds, word); }

}  // namespace nianbao::out

#include "normalize/place.h"

#include <algorithm>
#include <map>
#include <vector>

#include "normalize/division_table.h"
#include "normalize/fold.h"

namespace nianbao::normalize {
namespace {

constexpr std::size_t longest_context = 4096;  // characters; what places a page stands at its head

// A chain of divisions read at the start of a name.
struct Chain {
    const Division* last = nullptr;
    Name name = Name::full;
    std::size_t length = 0;  // characters
    bool chained = false;    // a greater division stands before it
};

// Every way to read `text` from `at` on as divisions, each within the one before.
void read_chains(std::u32string_view text, std::size_t at, const Division* within, std::vector<Chain>& chains) {
    constexpr std::size_t most = 64;
    const std::size_t longest = std::min(longest_division_name, text.size() - at);
    for (std::size_t length = longest; length >= 2 && chains.size() < most; --length)
        for (const NamedDivision& named : divisions_called(text.substr(at, length))) {
            const bool fits = within == nullptr || (named.division->lies_in(*within) && named.division->code != within->code);
            if (!fits) continue;
            chains.push_back({named.division, named.name, at + length, within != nullptr});
            read_chains(text, at + length, named.division, chains);
        }
}

// The chains that go furthest; of those with the same end the full names.
std::vector<Chain> best_chains(std::u32string_view text) {
    std::vector<Chain> chains;
    read_chains(text, 0, nullptr, chains);
    std::size_t longest = 0;
    for (const Chain& chain : chains) longest = std::max(longest, chain.length);
    std::erase_if(chains, [longest](const Chain& chain) { return chain.length < longest; });
    const bool any_full =
        std::any_of(chains.begin(), chains.end(), [](const Chain& chain) { return chain.name == Name::full; });
    if (any_full) std::erase_if(chains, [](const Chain& chain) { return chain.name != Name::full; });
    return chains;
}

// 朝阳教育局 may be of the city of 朝阳 or of a district of that name elsewhere: a short name stands for all of them.
void add_namesakes(const Division& division, std::u32string_view brief, std::vector<const Division*>& candidates) {
    for (const char32_t ending : std::u32string_view(U"市区县"))
        for (const NamedDivision& named : divisions_called(std::u32string(brief) + ending))
            if (named.name == Name::full && !named.division->lies_in(division)) candidates.push_back(named.division);
}

// The divisions that were there in `year`, or that are there now; all of them when none was.
std::vector<const Division*> of_year(std::vector<const Division*> candidates, int year) {
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    const auto exists = [year](const Division* division) {
        return year == 0 ? division->is_in_force() : division->from <= year && year <= division->to;
    };
    std::vector<const Division*> existing;
    std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(existing), exists);
    if (!existing.empty()) return existing;
    // One that was renumbered twice is still one: keep the latest of each name and prefecture.
    std::map<std::pair<std::string_view, std::string_view>, const Division*> latest;
    for (const Division* division : candidates) {
        const Division*& kept = latest[{division->name, division->code.substr(0, 2)}];
        if (kept == nullptr || division->to > kept->to) kept = division;
    }
    std::vector<const Division*> kept;
    for (const auto& [key, division] : latest) kept.push_back(division);
    return kept;
}

// What the contexts speak of: each division with how surely (2 by its full name, 1 by its short one).
std::map<const Division*, int> mentioned(std::span<const std::string_view> contexts) {
    std::map<const Division*, int> found;
    for (const std::string_view context : contexts) {
        const std::u32string text = folded_text(context.substr(0, longest_context * 4));
        for (std::size_t at = 0; at < text.size();) {
            std::size_t taken = 0;
            for (std::size_t length = std::min(longest_division_name, text.size() - at); length >= 2 && taken == 0; --length)
                for (const NamedDivision& named : divisions_called(std::u32string_view(text).substr(at, length))) {
                    int& weight = found[named.division];
                    weight = std::max(weight, named.name == Name::full ? 2 : 1);
                    taken = length;
                }
            at += std::max<std::size_t>(taken, 1);
        }
    }
    return found;
}

// How well the contexts fit a candidate: its prefecture counts more than its province.
int support_for(const Division& candidate, const std::map<const Division*, int>& context) {
    int prefecture = 0;
    int province = 0;
    for (const auto& [division, weight] : context) {
        if (!candidate.lies_in(*division) || division->code == candidate.code) continue;
        if (division->level == Level::prefecture) prefecture = std::max(prefecture, weight);
        if (division->level == Level::province) province = std::max(province, weight);
    }
    return prefecture * 4 + province;
}

const Division* decide(const std::vector<const Division*>& candidates, std::span<const std::string_view> contexts) {
    if (candidates.size() == 1) return candidates.front();
    if (candidates.empty() || contexts.empty()) return nullptr;
    const auto context = mentioned(contexts);
    const Division* best = nullptr;
    int most = 0;
    bool tied = false;
    for (const Division* candidate : candidates) {
        const int support = support_for(*candidate, context);
        tied = support == most ? true : (support > most ? false : tied);
        if (support > most) {
            most = support;
            best = candidate;
        }
    }
    return tied ? nullptr : best;
}

bool is_level_word(char32_t c) { return std::u32string_view(U"省市区县州旗盟").find(c) != std::u32string_view::npos; }

// 市教育局: the contexts must name exactly one division of that kind, or one that lies within all the others of it.
const Division* resolve_level_word(char32_t word, std::span<const std::string_view> contexts, int year) {
    std::vector<const Division*> candidates;
    for (const auto& [division, weight] : mentioned(contexts)) {
        const std::u32string name = folded_text(division->name);
        if (name.back() == word && weight == 2) candidates.push_back(division);
    }
    candidates = of_year(std::move(candidates), year);
    if (candidates.size() == 1) return candidates.front();
    return decide(candidates, contexts);
}

Place place_of(const Division& division) {
    return {std::string(division.code), std::string(division.name), full_name(division)};
}

}  // namespace

std::optional<Place> resolve_place(std::string_view name, std::span<const std::string_view> contexts, int year) {
    const std::u32string text = folded_text(name.substr(0, longest_context));
    if (text.empty()) return std::nullopt;
    std::vector<const Division*> candidates;
    for (const Chain& chain : best_chains(text)) {
        candidates.push_back(chain.last);
        const bool brief_alone = chain.name == Name::brief && !chain.chained && chain.last->level == Level::prefecture;
        if (brief_alone) add_namesakes(*chain.last, std::u32string_view(text).substr(0, chain.length), candidates);
    }
    const Division* division = nullptr;
    if (!candidates.empty()) {
        division = decide(of_year(std::move(candidates), year), contexts);
    } else if (is_level_word(text.front())) {
        division = resolve_level_word(text.front(), contexts, year);
    }
    return division == nullptr ? std::nullopt : std::optional(place_of(*division));
}

std::size_t place_length(std::u32string_view folded_name) {
    const std::vector<Chain> chains = best_chains(folded_name);
    return chains.empty() ? 0 : chains.front().length;
}

}  // namespace nianbao::normalize

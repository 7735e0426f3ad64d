// repetition.across_years and repetition.across_publishers: texts that repeat once years, numbers and names are masked.
//
// A unit is one narrative section of one report. Over the years a publisher's units are compared directly. Between
// publishers a unit is compared with those whose MinHash sketch agrees with its own in one of 25 bands of four: of texts
// that share seven tenths nearly all meet so, and 100,000 reports need no 10^10 comparisons. The share of a pair is exact.

#include <algorithm>
#include <map>
#include <unordered_map>

#include "audit/boilerplate.h"
#include "audit/set_audit.h"
#include "audit/shingles.h"
#include "audit/wording.h"

namespace nianbao::audit {
namespace {

constexpr std::size_t least_characters = 60;  // of a masked section: below, sections are alike by chance
constexpr std::size_t least_shingles = 40;    // that tell something
constexpr int least_share = 70;               // per cent
constexpr int large_share = 90;
constexpr std::size_t long_section = 150;  // shingles: a section that tells something by itself
constexpr std::size_t bands = 25;
constexpr std::size_t rows = sketch_size / bands;
constexpr std::size_t most_of_a_bucket = 8;  // earlier units that a unit is compared with

struct Unit {
    std::size_t report = 0;
    std::size_t text = 0;
    std::size_t publisher = 0;  // number of the key
};

struct Match {
    std::size_t other = 0;  // report
    std::string section;
    std::size_t common = 0;
    std::size_t shingles = 0;                                                              // of this unit, distinctive ones
    [[nodiscard]] int share() const { return static_cast<int>(common * 100 / shingles); }  // per cent
};

class Repetition {
public:
    Repetition(const std::vector<ReportFacts>& reports, const ReportIndex& index, std::vector<SetDraft>& drafts)
        : reports_(reports), index_(index), drafts_(drafts) {}

    void run() {
        collect();
        compare_years();
        compare_publishers();
    }

private:
    const std::u16string& text_of(const Unit& unit) const { return reports_[unit.report].texts[unit.text].masked; }

    std::vector<std::uint32_t> distinctive(const Unit& unit) const {
        std::vector<std::uint32_t> shingles = shingles_of(text_of(unit));
        counts_.keep_distinctive(shingles);
        std::erase_if(shingles, [](std::uint32_t shingle) { return statutory_shingles().contains(shingle); });
        return shingles;
    }

    // Units by publisher and year, and how common each shingle is among publishers.
    void collect() {
        std::size_t publisher = 0;
        for (const auto& [key, years] : index_.publishers()) {
            std::vector<std::uint32_t> all;
            for (const auto& [year, copies] : years) {
                const ReportFacts& facts = reports_[copies.front()];
                for (std::size_t t = 0; t < facts.texts.size(); ++t) {
                    if (facts.texts[t].masked.size() < least_characters) continue;
                    units_.push_back({copies.front(), t, publisher});
                    const std::vector<std::uint32_t> shingles = shingles_of(facts.texts[t].masked);
                    all.insert(all.end(), shingles.begin(), shingles.end());
                }
            }
            std::sort(all.begin(), all.end());
            all.erase(std::unique(all.begin(), all.end()), all.end());
            if (!all.empty()) counts_.add_publisher(all);
            ++publisher;
        }
    }

    std::optional<Match> match(const std::vector<std::uint32_t>& own, std::size_t other,
                               const std::vector<std::uint32_t>& theirs, const std::string& section) const {
        if (own.size() < least_shingles || theirs.size() < least_shingles) return std::nullopt;
        const Match found{other, section, shared(own, theirs), own.size()};
        if (found.share() < least_share || found.common < least_shingles) return std::nullopt;
        return found;
    }

    // A short section may well be like another by chance; it counts together with the rest of its report.
    bool is_telling(std::size_t own, const std::vector<Match>& sections) const {
        std::size_t common = 0, all = 0;
        for (const Match& section : sections) {
            common += section.common;
            if (section.shingles >= long_section && section.share() >= large_share) return true;
        }
        for (std::size_t t = 0; t < reports_[own].texts.size(); ++t)
            if (reports_[own].texts[t].masked.size() >= least_characters) all += distinctive({own, t, 0}).size();
        return all > 0 && common * 100 >= all * static_cast<std::size_t>(least_share);
    }

    void compare_years() {
        for (const auto& [key, years] : index_.publishers())
            for (const auto& [year, copies] : years) {
                const auto before = years.find(year - 1);
                if (before == years.end()) continue;
                const std::size_t now = copies.front();
                const std::size_t then = before->second.front();
                std::vector<Match> sections;
                for (std::size_t t = 0; t < reports_[now].texts.size(); ++t)
                    for (std::size_t u = 0; u < reports_[then].texts.size(); ++u) {
                        if (reports_[now].texts[t].section != reports_[then].texts[u].section) continue;
                        const auto found =
                            match(distinctive({now, t, 0}), then, distinctive({then, u, 0}), reports_[now].texts[t].section);
                        if (found) sections.push_back(*found);
                    }
                if (!sections.empty() && is_telling(now, sections)) report("repetition.across_years", now, sections, 1);
            }
    }

    void compare_publishers() {
        std::vector<std::uint32_t> usable;  // units with enough to compare
        std::vector<Sketch> sketches;
        for (std::size_t i = 0; i < units_.size(); ++i) {
            const std::vector<std::uint32_t> own = distinctive(units_[i]);
            if (own.size() < least_shingles) continue;
            usable.push_back(static_cast<std::uint32_t>(i));
            sketches.push_back(sketch_of(own));
        }
        std::map<std::size_t, std::map<std::size_t, std::vector<Match>>> found;  // report -> partner -> sections
        for (const auto& [later, earlier] : candidates(usable, sketches)) {
            const Unit& a = units_[usable[later]];
            const Unit& b = units_[usable[earlier]];
            const std::vector<std::uint32_t> own = distinctive_cached(usable[later]);
            const std::vector<std::uint32_t> theirs = distinctive(b);
            keep(found, a, b, own, theirs);
            keep(found, b, a, theirs, own);
        }
        for (auto& [own, partners] : found) {
            const auto best = std::max_element(partners.begin(), partners.end(),
                                               [&](const auto& x, const auto& y) { return weight(own, x) < weight(own, y); });
            if (is_telling(own, best->second)) report("repetition.across_publishers", own, best->second, partners.size());
        }
    }

    // Candidates come sorted by their first unit, so that its shingles are made once.
    const std::vector<std::uint32_t>& distinctive_cached(std::size_t unit) {
        if (cached_unit_ != unit || cached_.empty()) {
            cached_ = distinctive(units_[unit]);
            cached_unit_ = unit;
        }
        return cached_;
    }

    // The year that comes later repeats; in one year both do.
    void keep(std::map<std::size_t, std::map<std::size_t, std::vector<Match>>>& found, const Unit& own, const Unit& other,
              const std::vector<std::uint32_t>& own_shingles, const std::vector<std::uint32_t>& their_shingles) const {
        if (*reports_[own.report].year < *reports_[other.report].year ||
            reports_[own.report].publisher == reports_[other.report].publisher)
            return;
        const std::string& section = reports_[own.report].texts[own.text].section;
        if (const auto matched = match(own_shingles, other.report, their_shingles, section))
            found[own.report][other.report].push_back(*matched);
    }

    std::tuple<std::size_t, bool, std::string_view> weight(
        std::size_t own, const std::pair<const std::size_t, std::vector<Match>>& partner) const {
        std::size_t common = 0;
        for (const Match& section : partner.second) common += section.common;
        return {common, reports_[own].year == reports_[partner.first].year, std::string_view(reports_[partner.first].identity)};
    }

    // Pairs of positions in `usable`, the later one first, each once, in order.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> candidates(const std::vector<std::uint32_t>& usable,
                                                                    const std::vector<Sketch>& sketches) const {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
        std::vector<std::pair<std::uint64_t, std::uint32_t>> buckets(usable.size());
        for (std::size_t band = 0; band < bands; ++band) {
            for (std::size_t i = 0; i < usable.size(); ++i) {
                std::uint64_t hash = 0xCBF29CE484222325ULL;
                for (std::size_t r = 0; r < rows; ++r) hash = (hash ^ sketches[i][band * rows + r]) * 0x100000001B3ULL;
                buckets[i] = {hash, static_cast<std::uint32_t>(i)};
            }
            std::sort(buckets.begin(), buckets.end());
            for (std::size_t i = 1; i < buckets.size(); ++i) {
                std::size_t compared = 0;
                for (std::size_t k = i; k-- > 0 && buckets[k].first == buckets[i].first && compared < most_of_a_bucket;) {
                    if (units_[usable[buckets[k].second]].publisher == units_[usable[buckets[i].second]].publisher) continue;
                    pairs.emplace_back(buckets[i].second, buckets[k].second);
                    ++compared;
                }
            }
            if (pairs.size() > usable.size() * 16) compact(pairs);
        }
        compact(pairs);
        return pairs;
    }

    static void compact(std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs) {
        std::sort(pairs.begin(), pairs.end());
        pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    }

    void report(const char* rule, std::size_t own, const std::vector<Match>& sections, std::size_t partners) {
        const std::size_t other = sections.front().other;
        SetDraft draft;
        draft.report = own;
        draft.others = {other};
        model::Finding& finding = draft.draft.finding;
        finding.rule = rule;
        int largest = 0;
        std::string shares;
        for (const Match& section : sections) {
            largest = std::max(largest, section.share());
            shares += (shares.empty() ? "" : ", ") + section.section + " " + std::to_string(section.share()) + " %";
            draft.draft.subject += section.section + " ";
        }
        draft.draft.subject += reports_[other].identity;
        finding.severity = largest >= large_share ? model::Severity::doubt : model::Severity::note;
        finding.actual = model::Decimal(largest);
        finding.text = "once years, numbers and names are masked, the text repeats that of " + reports_[other].name() + " (" +
                       reports_[other].address() + "): " + shares;
        if (partners > 1) finding.text += "; and that of " + counted(partners - 1, "other report");
        drafts_.push_back(std::move(draft));
    }

    const std::vector<ReportFacts>& reports_;
    const ReportIndex& index_;
    std::vector<SetDraft>& drafts_;
    std::vector<Unit> units_;
    ShingleCounts counts_;
    std::vector<std::uint32_t> cached_;
    std::size_t cached_unit_ = 0;
};

}  // namespace

void find_repeated_texts(const std::vector<ReportFacts>& reports, const ReportIndex& index, std::vector<SetDraft>& drafts) {
    Repetition(reports, index, drafts).run();
}

}  // namespace nianbao::audit

#include "crawler/repetition.h"

#include <charconv>
#include <functional>
#include <string_view>

#include "crawler/discovery.h"
#include "crawler/trap.h"

namespace nianbao::crawler {
namespace {

// The kinds of notes.
constexpr const char* session = "session";   // address without its session's number → the first that had one
constexpr const char* list_pages = "list";   // shape of a list → pages in a row that led to nothing new
constexpr const char* list_lead = "lead";    // hash of what a list led to, shape of the list
constexpr const char* shape_kind = "shape";  // shape → reports that are none; "+" once one was a report
constexpr const char* alike_page = "alike";  // address → origin, size and title
constexpr const char* own_kind = "kind";     // shape of lists → how many in a row led only to their own kind
constexpr const char* branches = "branch";   // origin → lists in a row that led to no report that is new
constexpr const char* barren_list = "barren";  // hash of such a list's address

std::uint64_t hash_of(const std::string& text) { return std::hash<std::string>()(text); }

bool is_list(const model::FrontierEntry& entry) { return entry.kind == model::PageKind::start || entry.kind == model::PageKind::list; }

std::uint64_t number_of(std::string_view text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

std::optional<std::string> Repetition::closed(const model::FrontierEntry& entry, const model::Url& url) {
    if (const auto page = without_session_parameters(url)) {
        const auto [first, is_new] = sessions_.emplace(*page, entry.url);
        if (is_new) notes_.push_back({session, *page, entry.url});
        if (!is_new && first->second != entry.url)
            return "the same address as " + first->second + " but for a session's number";
    }
    if (const auto list = lists_.find(list_shape_of(url));
        list != lists_.end() && entry.kind == model::PageKind::list && list->second.barren >= most_barren_pages) {
        return "the last " + std::to_string(most_barren_pages) + " pages of this list, " + list->first +
               ", brought nothing new";
    }
    if (entry.kind == model::PageKind::list) return closed_branch(entry, url);
    const auto found = shapes_.find(shape_of(url));
    if (found == shapes_.end() || !is_closed(found->second)) return std::nullopt;
    if (found->second.strays >= most_strays) return std::to_string(most_strays) + " pages like " + found->first + " were taken for reports and none was one";
    return std::to_string(most_hollow_pages) + " pages like " + found->first + " led to each other and none was a report";
}

bool Repetition::is_closed(const Shape& shape) { return !shape.has_reports && (shape.hollow >= most_hollow_pages || shape.strays >= most_strays); }

// Only what was found on such a list is closed: a list that something better led to is still read.
std::optional<std::string> Repetition::closed_branch(const model::FrontierEntry& entry, const model::Url& url) const {
    if (entry.referrer.empty()) return std::nullopt;
    if (const auto kind = own_kind_.find(path_shape_of(url)); kind != own_kind_.end() && kind->second >= most_barren_branches) {
        const auto referrer = model::Url::parse(entry.referrer);
        if (referrer && path_shape_of(*referrer) == kind->first)
            return "the last " + std::to_string(most_barren_branches) + " lists like " + kind->first + " led only to each other";
    }
    const bool is_further_page = entry.priority == further_page_priority || entry.priority == late_page_priority;
    if (entry.depth <= 1 && !is_further_page) return std::nullopt;
    if (const auto all = branches_.find(entry.origin); all != branches_.end() && all->second.barren >= most_barren_lists && barren_lists_.contains(hash_of(entry.referrer)))
        return "the last " + std::to_string(most_barren_lists) + " lists of " + entry.origin + " led to no new report, " + entry.referrer + " among them";
    return std::nullopt;
}

void Repetition::note_branch(const model::FrontierEntry& entry, const model::Url& url, const std::vector<model::FrontierEntry>& found) {
    const std::string shape = path_shape_of(url);
    Branches& all = branches_[entry.origin];
    bool has_report = false, leads_elsewhere = false;
    for (const model::FrontierEntry& one : found) {
        const auto target = model::Url::parse(one.url);
        if (!target) continue;
        if (is_list(one)) {
            leads_elsewhere = leads_elsewhere || path_shape_of(*target) != shape;
            continue;
        }
        const auto known = shapes_.find(shape_of(*target));
        if (known != shapes_.end() && is_closed(known->second)) continue;
        has_report = all.seen.insert(hash_of(one.url)).second || has_report;
    }
    all.barren = has_report ? 0 : all.barren + 1;
    int& own = own_kind_[shape];
    const int before = std::exchange(own, has_report || leads_elsewhere ? 0 : own + 1);
    if (own != before) keep(own_kind, shape, std::to_string(own));
    keep(branches, entry.origin, std::to_string(all.barren));
    if (!has_report && barren_lists_.insert(hash_of(entry.url)).second) keep(barren_list, std::to_string(hash_of(entry.url)), "");
}

int Repetition::pages_of_list(const model::Url& url) const {
    const auto list = lists_.find(list_shape_of(url));
    return list == lists_.end() ? 0 : list->second.pages;
}

void Repetition::note_list(const model::Url& url, const std::vector<model::FrontierEntry>& leads) {
    const std::string shape = list_shape_of(url);
    List& list = lists_[shape];
    ++list.pages;
    bool has_new = false;
    for (const model::FrontierEntry& lead : leads) {
        const std::uint64_t hash = hash_of(lead.url);
        if (!list.seen.insert(hash).second) continue;
        has_new = true;
        notes_.push_back({list_lead, std::to_string(hash) + " " + shape, ""});
    }
    list.barren = has_new ? 0 : list.barren + 1;
    notes_.push_back({list_pages, shape, std::to_string(list.barren)});
}

void Repetition::note_report(const model::FrontierEntry& entry, const model::Url& url, Substance substance) {
    const std::string name = shape_of(url);
    const auto referrer = model::Url::parse(entry.referrer);
    Shape& shape = shapes_[name];
    if (substance == Substance::report) {
        if (!std::exchange(shape.has_reports, true)) keep(shape_kind, name, "+");
        return;
    }
    const bool is_of_its_like = referrer && shape_of(*referrer) == name;
    if (!is_of_its_like && substance == Substance::carrier) return;
    ++(is_of_its_like ? shape.hollow : shape.strays);
    if (!shape.has_reports) keep(shape_kind, name, std::to_string(shape.hollow) + " " + std::to_string(shape.strays));
}

std::vector<std::string> Repetition::alike(const model::FrontierEntry& entry, std::size_t size, const std::string& title) {
    const std::string group = entry.origin + " " + std::to_string(size) + " " + title;
    std::vector<std::string>& known = alike_[group];
    std::vector<std::string> others;
    for (const std::string& one : known)
        if (one != entry.url) others.push_back(one);
    if (known.size() < 8 && others.size() == known.size()) {
        known.push_back(entry.url);
        notes_.push_back({alike_page, entry.url, group});
    }
    return others;
}

void Repetition::restore(const std::vector<Note>& notes) {
    for (const Note& note : notes) {
        if (note.kind == session) {
            sessions_.emplace(note.key, note.value);
        } else if (note.kind == list_pages) {
            lists_[note.key].barren = static_cast<int>(number_of(note.value));
        } else if (note.kind == list_lead) {
            const auto space = note.key.find(' ');
            if (space != std::string::npos) lists_[note.key.substr(space + 1)].seen.insert(number_of(note.key));
        } else if (note.kind == shape_kind) {
            Shape& shape = shapes_[note.key];
            shape.has_reports = note.value == "+";
            shape.hollow = static_cast<int>(number_of(note.value));
            if (const auto space = note.value.find(' '); space != std::string::npos) shape.strays = static_cast<int>(number_of(std::string_view(note.value).substr(space + 1)));
        } else if (note.kind == own_kind) {
            own_kind_[note.key] = static_cast<int>(number_of(note.value));
        } else if (note.kind == branches) {
            branches_[note.key].barren = static_cast<int>(number_of(note.value));
        } else if (note.kind == barren_list) {
            barren_lists_.insert(number_of(note.key));
        } else if (note.kind == alike_page) {
            alike_[note.value].push_back(note.key);
        }
    }
}

}  // namespace nianbao::crawler

#include "crawler/repetition.h"

#include <charconv>
#include <functional>
#include <string_view>

#include "crawler/trap.h"

namespace nianbao::crawler {
namespace {

// The kinds of notes.
constexpr const char* session = "session";   // address without its session's number → the first that had one
constexpr const char* list_pages = "list";   // shape of a list → pages in a row that led to nothing new
constexpr const char* list_lead = "lead";    // hash of what a list led to, shape of the list
constexpr const char* shape_kind = "shape";  // shape → reports that are none; "+" once one was a report
constexpr const char* alike_page = "alike";  // address → origin, size and title

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
    const auto found = shapes_.find(shape_of(url));
    if (found == shapes_.end()) return std::nullopt;
    const Shape& shape = found->second;
    if (shape.hollow >= most_hollow_pages && !shape.has_reports) {
        return std::to_string(most_hollow_pages) + " pages like " + found->first + " led to each other and none was a report";
    }
    return std::nullopt;
}

void Repetition::note_list(const model::Url& url, const std::vector<model::FrontierEntry>& leads) {
    const std::string shape = list_shape_of(url);
    List& list = lists_[shape];
    bool has_new = false;
    for (const model::FrontierEntry& lead : leads) {
        const std::uint64_t hash = std::hash<std::string>()(lead.url);
        if (!list.seen.insert(hash).second) continue;
        has_new = true;
        notes_.push_back({list_lead, std::to_string(hash) + " " + shape, ""});
    }
    list.barren = has_new ? 0 : list.barren + 1;
    notes_.push_back({list_pages, shape, std::to_string(list.barren)});
}

void Repetition::note_report(const model::FrontierEntry& entry, const model::Url& url, bool reads) {
    const std::string name = shape_of(url);
    const auto referrer = model::Url::parse(entry.referrer);
    Shape& shape = shapes_[name];
    if (reads) {
        if (!std::exchange(shape.has_reports, true)) notes_.push_back({shape_kind, name, "+"});
    } else if (referrer && shape_of(*referrer) == name) {
        ++shape.hollow;
        if (!shape.has_reports) notes_.push_back({shape_kind, name, std::to_string(shape.hollow)});
    }
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
        } else if (note.kind == alike_page) {
            alike_[note.value].push_back(note.key);
        }
    }
}

}  // namespace nianbao::crawler

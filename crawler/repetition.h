#pragma once
// What a run sees again and again: lists without end, "reports" that lead to each other, one page under many addresses.

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "crawler/frontier.h"
#include "model/capture.h"
#include "model/url.h"

namespace nianbao::crawler {

// Pages that bring nothing new, one after the other, close their kind of address.
class Repetition {
public:
    static constexpr int most_barren_pages = 5;    // further pages of one list, in a row
    static constexpr int most_hollow_pages = 200;  // "reports" that are none, each found on another of the same shape

    // Why no more addresses like this one are asked for.
    [[nodiscard]] std::optional<std::string> closed(const model::FrontierEntry& entry, const model::Url& url);
    // A further page of a list led to these addresses.
    void note_list(const model::Url& url, const std::vector<model::FrontierEntry>& leads);
    // A page that was taken for a report; reads: whether it reads like one.
    void note_report(const model::FrontierEntry& entry, const model::Url& url, bool reads);
    // Addresses of pages of the same size and title, other than this one, that do not read like reports: this one is kept with
    // them.
    std::vector<std::string> alike(const model::FrontierEntry& entry, std::size_t size, const std::string& title);

    // What was noted since it was asked last, so that a run that is taken up again begins with it: restore().
    [[nodiscard]] std::vector<Note> take_notes() { return std::exchange(notes_, {}); }
    void restore(const std::vector<Note>& notes);

private:
    struct List {
        std::unordered_set<std::uint64_t> seen;  // hashes of the addresses that its pages led to
        int barren = 0;                          // pages in a row that led to nothing new
    };
    struct Shape {
        int hollow = 0;  // reports that are none
        bool has_reports = false;
    };
    std::unordered_map<std::string, List> lists_;
    std::unordered_map<std::string, Shape> shapes_;
    std::unordered_map<std::string, std::string> sessions_;  // address without its session parameter → the first that had one
    std::unordered_map<std::string, std::vector<std::string>> alike_;  // origin, size and title → addresses
    std::vector<Note> notes_;
};

}  // namespace nianbao::crawler

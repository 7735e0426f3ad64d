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

// What a page that was taken for a report turned out to be.
enum class Substance {
    report,
    carrier,  // it leads to files or frames, which may be the report
    nothing,
};

// Pages that bring nothing new, one after the other, close their kind of address.
class Repetition {
public:
    static constexpr int most_barren_pages = 5;      // further pages of one list, in a row
    static constexpr int most_barren_branches = 30;  // lists in a row that lead only to lists of the same shape, each found on such a list
    static constexpr int most_barren_lists = 300;    // lists of an origin in a row that lead to no report that is new
    static constexpr int most_hollow_pages = 200;    // "reports" that are none, each found on another of the same shape
    static constexpr int most_strays = 400;          // the same, found elsewhere
    static constexpr int early_pages = 100;          // further pages of one list that come before the reports

    // Why no more addresses like this one are asked for.
    [[nodiscard]] std::optional<std::string> closed(const model::FrontierEntry& entry, const model::Url& url);
    // A further page of a list led to these addresses.
    void note_list(const model::Url& url, const std::vector<model::FrontierEntry>& leads);
    // A list, a further page or not, led to these addresses.
    void note_branch(const model::FrontierEntry& entry, const model::Url& url, const std::vector<model::FrontierEntry>& found);
    // How many pages of this list have been read.
    [[nodiscard]] int pages_of_list(const model::Url& url) const;
    // A page that was taken for a report.
    void note_report(const model::FrontierEntry& entry, const model::Url& url, Substance substance);
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
        int pages = 0;
    };
    struct Shape {
        int hollow = 0;  // reports that are none, found on their like
        int strays = 0;  // and those found elsewhere
        bool has_reports = false;
    };
    // Lists of an origin that may branch without end.
    struct Branches {
        int barren = 0;                          // lists in a row that led to no report that is new
        std::unordered_set<std::uint64_t> seen;  // hashes of the reports that they led to
    };
    [[nodiscard]] static bool is_closed(const Shape& shape);
    [[nodiscard]] std::optional<std::string> closed_branch(const model::FrontierEntry& entry, const model::Url& url) const;
    void keep(const char* kind, std::string key, std::string value) { notes_.push_back({kind, std::move(key), std::move(value)}); }

    std::unordered_map<std::string, List> lists_;
    std::unordered_map<std::string, Shape> shapes_;
    std::unordered_map<std::string, int> own_kind_;          // shape of lists → how many in a row led only to their own kind
    std::unordered_map<std::string, Branches> branches_;     // by origin
    std::unordered_set<std::uint64_t> barren_lists_;         // hashes of the addresses of lists that led to no report that is new
    std::unordered_map<std::string, std::string> sessions_;  // address without its session parameter → the first that had one
    std::unordered_map<std::string, std::vector<std::string>> alike_;  // origin, size and title → addresses
    std::vector<Note> notes_;
};

}  // namespace nianbao::crawler

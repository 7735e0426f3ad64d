#pragma once
// Addresses that a site can make without end.

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "model/capture.h"
#include "model/url.h"

namespace nianbao::crawler {

// Why the address alone is taken for part of a trap; nullopt when it is not: longer than 2,048 bytes, more than 20
// directories, a directory that occurs four times, a pair of directories that repeats three times in a row, more than 20
// parameters, a parameter that occurs three times, a calendar's month that lies far off (/2035/07/). year: the present one.
[[nodiscard]] std::optional<std::string> recognise_trap(const model::Url& url, int year);

// Without ";jsessionid=…" in its path, which is another one at each visit and names the same page.
[[nodiscard]] model::Url without_session(const model::Url& url);

// The address with all its numbers and long hexadecimal words replaced: /list_#.html?page=#.
[[nodiscard]] std::string shape_of(const model::Url& url);

// The same of the pages of one list: only the number of the page is replaced, in the last segment or in a parameter that is
// called so; /api?column=7&page=# is another list than /api?column=8&page=#.
[[nodiscard]] std::string list_shape_of(const model::Url& url);

// What a run sees again and again. Pages that bring nothing new, one after the other, close their kind of address.
class Repetition {
public:
    static constexpr int most_barren_pages = 5;     // further pages of one list, in a row
    static constexpr int most_hollow_pages = 200;   // "reports" that are none, each found on another of the same shape

    // Why no more addresses like this one are asked for.
    [[nodiscard]] std::optional<std::string> closed(const model::FrontierEntry& entry, const model::Url& url);
    // A further page of a list led to these addresses.
    void note_list(const model::Url& url, const std::vector<model::FrontierEntry>& leads);
    // A page that was taken for a report; reads: whether it reads like one.
    void note_report(const model::FrontierEntry& entry, const model::Url& url, bool reads);
    // Pages of the same size and title, other than this one, that do not read like reports: this one is kept with them.
    std::vector<model::FrontierEntry> alike(const model::FrontierEntry& entry, std::size_t size, const std::string& title);

private:
    struct List {
        std::unordered_set<std::size_t> seen;  // hashes of the addresses that its pages led to
        int barren = 0;                        // pages in a row that led to nothing new
    };
    struct Shape {
        int hollow = 0;  // reports that are none
        bool has_reports = false;
    };
    std::unordered_map<std::string, List> lists_;
    std::unordered_map<std::string, Shape> shapes_;
    std::unordered_map<std::string, std::string> sessions_;  // address without its session parameter → the first that had one
    std::unordered_map<std::string, std::vector<model::FrontierEntry>> alike_;
};

}  // namespace nianbao::crawler

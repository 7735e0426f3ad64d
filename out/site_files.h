#pragma once
// The files of data/site/: the frame of a page, style, scripts, and the words in Chinese and English.
//
// words.tsv has a key, the Chinese and the English words a line. A page is written in Chinese with the keys beside the words
// (data-t), and words.js gives the browser the English ones. rules.tsv has what the site says of each rule; its words have the
// keys rule.NAME and note.NAME.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "out/html.h"

namespace nianbao::out {

// A file of data/site/, whole. An unknown name is a bug.
[[nodiscard]] std::string_view site_file(std::string_view name);

// The Chinese words of a key; the key itself when it has none.
[[nodiscard]] std::string_view word(std::string_view key);
[[nodiscard]] bool has_word(std::string_view key);

// <span data-t="key">words</span>
void put_word(Html& html, std::string_view key);

// The script that defines all words in both languages.
[[nodiscard]] std::string words_script();

// A series of figures of a publisher's page: its key, and which figures it adds up. Of several lists of ids, those of the
// first form that has them all count.
struct Series {
    std::string_view key;                                   // of words.tsv: "series.new"
    std::string_view unit;                                  // "件"
    std::vector<std::vector<std::string_view>> candidates;  // figure ids to be added, for one form or another
};
[[nodiscard]] std::span<const Series> all_series();

// The frame of data/site/page.html around a page's content.
struct PageFrame {
    std::string_view title;         // foreign text
    std::string_view root;          // the way to the site's folder: "" or "../../"
    std::string_view current = "";  // key of the entry of the navigation that this page is
    bool has_matrix = false;        // whether the matrix's scripts are wanted
};
[[nodiscard]] std::string page_of(const PageFrame& frame, std::string_view content);

}  // namespace nianbao::out

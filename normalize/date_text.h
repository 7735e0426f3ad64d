#pragma once
// The grammar of a date at one place of a text, shared by read_date, read_date_range and find_dates.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/span.h"
#include "normalize/date.h"

namespace nianbao::normalize {

// The text as the grammar wants it: full-width forms and ○ folded, a run of spaces as one U+0020 (one U+000A where it
// holds a line break), short dashes as '-', the long dash kept for ranges.
struct DateText {
    std::u32string text;
    std::vector<model::Span> origins;
};
[[nodiscard]] DateText date_text(std::string_view utf8);

struct DateMatch {
    Date date;
    std::size_t end = 0;       // behind the last character that belongs to the date
    bool ideographic = false;  // written with 年 (or 月, 日), not with separators or as bare digits
};

enum class DateContext {
    whole,    // the text is nothing but a date: 2020-02, 2020 and 2020年 are dates too
    running,  // a running text, where only what cannot be anything else counts
};

// The longest date that starts at `position`; nullopt when there is none. At most 48 characters are looked at.
[[nodiscard]] std::optional<DateMatch> match_date(std::u32string_view text, std::size_t position, DateContext context);

// The part of a range behind 至 that leaves the year or the month to what stands before it: 12月31日, 31日, 12月.
[[nodiscard]] std::optional<DateMatch> match_rest_of_range(std::u32string_view text, std::size_t position, const Date& from);

}  // namespace nianbao::normalize

#pragma once
// HTML and SVG written piece by piece. Whatever comes from a record goes through text() or attribute(), which leave nothing in
// it that a browser could take for markup; markup() is for what stands in our own sources.

#include <cstddef>
#include <string>
#include <string_view>

namespace nianbao::out {

class Html {
public:
    Html& markup(std::string_view own) {
        bytes_ += own;
        return *this;
    }
    // & < > " ' as references; bytes that are no UTF-8 and control characters as U+FFFD (HTML 13.2.3.5 forbids them), but for
    // tabs and line ends.
    Html& text(std::string_view foreign);
    // ` name="value"`; name is our own.
    Html& attribute(std::string_view name, std::string_view foreign);
    Html& number(std::int64_t value);

    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    [[nodiscard]] std::string take() { return std::move(bytes_); }
    [[nodiscard]] bool empty() const { return bytes_.empty(); }
    void clear() { bytes_.clear(); }

private:
    std::string bytes_;
};

// The text as text() writes it.
[[nodiscard]] std::string escaped(std::string_view foreign);

// The text as a string of JavaScript, in quotes, that may also stand in a script element: < > & and the line ends U+2028 and
// U+2029 as escapes.
[[nodiscard]] std::string script_string(std::string_view foreign);

// An address that a link may go to: the URL, parsed and serialised again, when it is http or https; else "".
[[nodiscard]] std::string safe_link(std::string_view url);

// The fragment that makes a browser go to that text of the page ("#:~:text=…", of the Text Fragments of the WICG); "" for a
// text that is empty, too long or holds a line end.
[[nodiscard]] std::string text_fragment(std::string_view text);

}  // namespace nianbao::out

#pragma once
// What form controls show: pages that were saved from the form they were filled in by have their figures in them.
//
//   <td><input name="a1" value="12"></td>                         12
//   <td><select><option>0<option selected>3</select></td>         3

#include <cstddef>
#include <string_view>

namespace nianbao::parser {

// Of the page's markup, half-open; empty where there is nothing.
struct Range {
    std::size_t begin = 0, end = 0;
};

// The attributes of one tag, as far as a control has them.
class Control {
public:
    // `value` is a piece of `html`. The first attribute of a name counts, as the standard has it.
    void note(std::string_view name, std::string_view value, std::string_view html);
    // What an <input> shows: its value, where it is a field of text.
    [[nodiscard]] Range shown() const { return is_text_field_ ? value_ : Range{}; }
    [[nodiscard]] bool is_selected() const { return is_selected_; }

private:
    Range value_;
    bool has_value_ = false, has_type_ = false;
    bool is_text_field_ = true;
    bool is_selected_ = false;
};

// A <select>: shows its selected <option>, or else its first.
class Choice {
public:
    void begin_option(std::size_t begin, const Control& option);
    // The text that has just ended belongs to the option that is open.
    void end_option(std::size_t begin, std::size_t end);
    [[nodiscard]] Range shown() const { return shown_; }

private:
    Range shown_;
    bool any_ = false;
    bool open_ = false;  // the text that comes is that of the option to be shown
};

}  // namespace nianbao::parser

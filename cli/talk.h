#pragma once
// What nianbao says on stderr: errors as `nianbao: where: what`, plain lines, and one line of progress that is written
// over itself. stdout is for data alone.

#include <chrono>
#include <mutex>
#include <ostream>
#include <string>
#include <string_view>

#include "model/result.h"

namespace nianbao::cli {

enum class Colour { never, always };
enum class Progress { hidden, shown };

// Colour when stderr is a terminal that is not "dumb" and NO_COLOR is unset or empty (no-color.org).
[[nodiscard]] Colour colour_of_terminal();
// Shown when stderr is a terminal.
[[nodiscard]] Progress progress_of_terminal();

// The text with control characters written as \xNN, so that a file name or a URL can neither break the line nor command
// the terminal.
[[nodiscard]] std::string printable(std::string_view text);

// May be used by several threads at once; each line is written whole.
class Talk {
public:
    explicit Talk(std::ostream& stream, Colour colour = Colour::never, Progress progress = Progress::hidden)
        : stream_(stream), colour_(colour), progress_(progress) {}

    void show_progress(Progress progress) { progress_ = progress; }

    // "nianbao: where: what"; without "where: " when that is empty.
    void error(const model::Error& error);
    // One line as it stands: a summary, a hint.
    void line(std::string_view text);
    // Replaces the line of progress, at most ten times a second; nothing when progress is hidden. The text is cut to the
    // width of the terminal.
    void progress(std::string_view text);
    // Takes the line of progress away; error() and line() do so of themselves.
    void clear_progress();

private:
    void wipe();

    std::mutex mutex_;
    std::ostream& stream_;
    Colour colour_;
    Progress progress_;
    bool progress_is_visible_ = false;
    std::chrono::steady_clock::time_point last_progress_ = {};
};

}  // namespace nianbao::cli

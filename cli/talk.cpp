#include "cli/talk.h"

#include <sys/ioctl.h>
#include <unistd.h>
#include <cstdlib>

#include "cli/width.h"

namespace nianbao::cli {

namespace {

constexpr std::chrono::milliseconds between_progress{100};
constexpr std::size_t most_where = 1000;  // bytes of an error that are said
constexpr std::size_t most_what = 4000;

// An argument of 100 kB is known by its beginning; the cut is between characters.
std::string shortened(std::string_view text, std::size_t most) {
    if (text.size() <= most) return std::string(text);
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
    return std::string(text.substr(0, most)) + "…";
}

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string_view() : std::string_view(value);
}

// The last column stays free: some terminals wrap when it is written.
std::size_t terminal_columns() {
    winsize size = {};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col - 1u : 79u;
}

}  // namespace

Colour colour_of_terminal() {
    const bool wanted = ::isatty(STDERR_FILENO) == 1 && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
    return wanted ? Colour::always : Colour::never;
}

Progress progress_of_terminal() { return ::isatty(STDERR_FILENO) == 1 ? Progress::shown : Progress::hidden; }

std::string printable(std::string_view text) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string safe;
    safe.reserve(text.size());
    std::size_t forced = 0;  // bytes to come that are written in hexadecimal whatever they are
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        // U+0080..U+009F are control characters too: C2 80 to C2 9F.
        if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) forced = 2;
        if (forced == 0 && byte >= 0x20 && byte != 0x7F) {
            safe += text[i];
            continue;
        }
        safe.append("\\x").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
        forced -= forced > 0 ? 1 : 0;
    }
    return safe;
}

void Talk::error(const model::Error& error) {
    const std::lock_guard lock(mutex_);
    wipe();
    stream_ << (colour_ == Colour::always ? "\x1b[1;31mnianbao:\x1b[0m " : "nianbao: ");
    if (!error.where.empty()) stream_ << printable(shortened(error.where, most_where)) << ": ";
    stream_ << printable(shortened(error.what, most_what)) << '\n' << std::flush;
}

void Talk::line(std::string_view text) {
    const std::lock_guard lock(mutex_);
    wipe();
    stream_ << printable(text) << '\n' << std::flush;
}

void Talk::progress(std::string_view text) {
    const std::lock_guard lock(mutex_);
    if (progress_ == Progress::hidden) return;
    const auto now = std::chrono::steady_clock::now();
    if (progress_is_visible_ && now - last_progress_ < between_progress) return;
    last_progress_ = now;
    wipe();
    stream_ << cut_to_columns(printable(text), terminal_columns()) << std::flush;
    progress_is_visible_ = true;
}

void Talk::clear_progress() {
    const std::lock_guard lock(mutex_);
    wipe();
    stream_ << std::flush;
}

void Talk::wipe() {
    // ECMA-48: carriage return, then erase to the end of the line.
    if (progress_is_visible_) stream_ << "\r\x1b[K";
    progress_is_visible_ = false;
}

}  // namespace nianbao::cli

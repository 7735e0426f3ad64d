#pragma once
// The few things that header lines of HTTP and WARC need: ASCII only, by bytes.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nianbao::archive {

[[nodiscard]] std::string lower_case(std::string_view text);
// Without spaces, tabs, CR and LF at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);
// The whole text as an unsigned number, base 10 or 16; nullopt for anything else or more than 62 bits.
[[nodiscard]] std::optional<std::int64_t> read_number(std::string_view text, int base = 10);
// Cuts the first line off `rest`: without its CR LF or LF. The last line may lack its end.
[[nodiscard]] std::string_view take_line(std::string_view& rest);

}  // namespace nianbao::archive

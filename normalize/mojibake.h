#pragma once
// Text that was decoded wrongly before it came to us: the page is valid, and says 鏀垮簻淇℃伅 for 政府信息.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nianbao::normalize {

enum class MojibakeKind {
    utf8_read_as_gbk,     // 鏀垮簻
    utf8_read_as_latin1,  // æ”¿åºœ
    gbk_read_as_latin1,   // ÕþÎñ
};

// "UTF-8 read as GBK" …: for a finding's text.
[[nodiscard]] std::string_view name_of(MojibakeKind kind);

// nullopt for ordinary text, which costs a look at its first few thousand bytes, and for text that is nothing known.
[[nodiscard]] std::optional<MojibakeKind> mojibake_kind(std::string_view utf8);

struct Mojibake {
    MojibakeKind kind = MojibakeKind::utf8_read_as_gbk;
    std::string repaired;  // what the text would have been; a guess to show, not to read figures from
    std::size_t lost = 0;  // characters that cannot be had back: each is a U+FFFD of `repaired`
};

// The same with the text repaired.
[[nodiscard]] std::optional<Mojibake> recognise_mojibake(std::string_view utf8);

}  // namespace nianbao::normalize

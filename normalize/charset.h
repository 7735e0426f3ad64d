#pragma once
// The charsets that pages of this field come in, and the labels by which they are declared (Encoding Standard, 4.2).

#include <optional>
#include <string>
#include <string_view>

namespace nianbao::normalize {

enum class Charset { utf_8, gb18030, big5, utf_16le, utf_16be, windows_1252, euc_jp, shift_jis, euc_kr, replacement };

// "utf-8", "gb18030" (for every GB label), "big5" … : the word used in a record.
[[nodiscard]] std::string_view name_of(Charset charset);

// The charset of a label, white space around it and case ignored; nullopt for a label that the standard does not know.
[[nodiscard]] std::optional<Charset> charset_of(std::string_view label);

// A label without white space around it and in lower case.
[[nodiscard]] std::string clean_label(std::string_view label);

// What a document says of its own charset: "prescan a byte stream to determine its encoding" (HTML Standard, 13.2.3.2)
// over the first `limit` bytes, then an XML declaration. "" when it says nothing that the standard knows.
// A label of the UTF-16 family in a <meta> means UTF-8 and is given as "utf-8", as the standard has it.
[[nodiscard]] std::string declared_label(std::string_view bytes, std::size_t limit);

}  // namespace nianbao::normalize

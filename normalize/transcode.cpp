#include "normalize/transcode.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include <array>
#include <memory>

#include "normalize/fold.h"
#include "normalize/gb18030.h"
#include "normalize/utf8.h"

namespace nianbao::normalize {
namespace {

std::string decode_utf16(std::string_view bytes, Charset charset, std::size_t& replaced) {
    const std::size_t low = charset == Charset::utf_16le ? 0 : 1;
    const auto unit = [&](std::size_t at) {
        return static_cast<char32_t>(static_cast<unsigned char>(bytes[at + low]) |
                                     static_cast<unsigned char>(bytes[at + 1 - low]) << 8);
    };
    std::string utf8;
    std::size_t position = 0;
    for (; position + 1 < bytes.size(); position += 2) {
        char32_t c = unit(position);
        if (c >= 0xD800 && c <= 0xDBFF && position + 3 < bytes.size()) {
            const char32_t next = unit(position + 2);
            if (next >= 0xDC00 && next <= 0xDFFF) {
                c = 0x10000 + ((c - 0xD800) << 10) + (next - 0xDC00);
                position += 2;
            }
        }
        if (c >= 0xD800 && c <= 0xDFFF) {  // a surrogate without its partner
            c = U'\uFFFD';
            ++replaced;
        }
        append_utf8(utf8, c);
    }
    if (position < bytes.size()) {  // half a unit at the end
        append_utf8(utf8, U'\uFFFD');
        ++replaced;
    }
    return utf8;
}

const char* icu_name(Charset charset) {
    switch (charset) {
        case Charset::big5: return "ibm-1375_P100-2008";  // Big5 with the Hong Kong supplement, as in the standard
        case Charset::euc_jp: return "euc-jp-2007";
        case Charset::shift_jis: return "ibm-943_P15A-2003";
        case Charset::euc_kr: return "windows-949-2000";
        default: return "ibm-5348_P100-1997";  // windows-1252
    }
}

void count_replacement(const void* context, UConverterToUnicodeArgs* arguments, const char*, int32_t,
                       UConverterCallbackReason reason, UErrorCode* status) {
    if (reason > UCNV_IRREGULAR) return;
    *status = U_ZERO_ERROR;
    constexpr UChar mark = 0xFFFD;
    ucnv_cbToUWriteUChars(arguments, &mark, 1, 0, status);
    ++*static_cast<std::size_t*>(const_cast<void*>(context));
}

std::string decode_with_icu(std::string_view bytes, Charset charset, std::size_t& replaced) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> from(ucnv_open(icu_name(charset), &status), &ucnv_close);
    if (U_FAILURE(status)) return repair_utf8(bytes, replaced);
    ucnv_setToUCallBack(from.get(), count_replacement, &replaced, nullptr, nullptr, &status);
    std::u16string units;
    std::array<UChar, 4096> block{};
    const char* source = bytes.data();
    do {
        status = U_ZERO_ERROR;
        UChar* target = block.data();
        ucnv_toUnicode(from.get(), &target, block.data() + block.size(), &source, bytes.data() + bytes.size(), nullptr, 1,
                       &status);
        units.append(block.data(), target);
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    std::string utf8;
    for (std::size_t i = 0; i < units.size(); ++i) {
        char32_t c = units[i];
        if (U16_IS_LEAD(c) && i + 1 < units.size()) c = static_cast<char32_t>(U16_GET_SUPPLEMENTARY(c, units[++i]));
        append_utf8(utf8, c);
    }
    return utf8;
}

}  // namespace

std::string decode_as(Charset charset, std::string_view bytes, std::size_t& replaced) {
    replaced = 0;
    switch (charset) {
        case Charset::utf_8: return repair_utf8(bytes, replaced);
        case Charset::gb18030: return decode_gb18030(bytes, replaced);
        case Charset::utf_16le:
        case Charset::utf_16be: return decode_utf16(bytes, charset, replaced);
        // The standard's replacement decoder gives one U+FFFD for the whole; we would rather read what is there, and
        // hz-gb-2312 is ASCII where it is not Chinese.
        case Charset::replacement: return repair_utf8(bytes, replaced);
        default: return decode_with_icu(bytes, charset, replaced);
    }
}

}  // namespace nianbao::normalize

#include "normalize/fold_table.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "normalize/fold.h"
#include "normalize/gb18030.h"

namespace nianbao::normalize {
namespace {

// U+2E80..U+2EF3, the CJK radicals supplement, common in the text of PDF files: the ideographs that they are the shape
// of, from Unicode's EquivalentUnifiedIdeograph. NFKC knows only two of them.
constexpr std::array<char32_t, 116> radicals = {
    0x0000, 0x5382,  0x4E5B, 0x4E5A,  0x4E59,  0x4EBB, 0x5182,  0x20628, 0x5200, 0x5202,  0x535C, 0x353E, 0x5C0F,
    0x5C0F, 0x5140,  0x5C23, 0x5C22,  0x21BC2, 0x5DF3, 0x5E7A,  0x5F51,  0x5F50, 0x5FC4,  0x5FC3, 0x624C, 0x6535,
    0x0000, 0x65E1,  0x65E5, 0x6708,  0x6B7A,  0x6BCD, 0x6C11,  0x6C35,  0x6C3A, 0x706C,  0x722B, 0x722B, 0x4E2C,
    0x725B, 0x72AD,  0x738B, 0x24D14, 0x76EE,  0x793A, 0x793B,  0x25AD7, 0x7CF9, 0x7E9F,  0x7F53, 0x7F52, 0x34C1,
    0x5197, 0x2626B, 0x7F8A, 0x2634C, 0x2634B, 0x8002, 0x8080,  0x807F,  0x8089, 0x26951, 0x8279, 0x8279, 0x8279,
    0x864E, 0x8864,  0x8980, 0x897F,  0x89C1,  0x89D2, 0x278B2, 0x8BA0,  0x8D1D, 0x27FB7, 0x8F66, 0x8FB6, 0x8FB6,
    0x8FB6, 0x9091,  0x9485, 0x9577,  0x9578,  0x957F, 0x95E8,  0x28E0F, 0x961D, 0x96E8,  0x9752, 0x97E6, 0x9875,
    0x98CE, 0x98DE,  0x98DF, 0x2967F, 0x98E0,  0x9963, 0x29810, 0x9A6C,  0x9AA8, 0x9B3C,  0x9C7C, 0x9E1F, 0x5364,
    0x9EA6, 0x9EC4,  0x9EFE, 0x6589,  0x9F50,  0x6B6F, 0x9F7F,  0x7ADC,  0x9F99, 0x9F9C,  0x4E80, 0x9F9F};

bool is_private_use(char32_t c) {
    return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0xFFFFD) || (c >= 0x100000 && c <= 0x10FFFD);
}

bool is_newline(char32_t c) { return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029; }

bool is_ignorable(char32_t c) {
    const auto point = static_cast<UChar32>(c);
    const auto type = u_charType(point);
    return type == U_CONTROL_CHAR || type == U_FORMAT_CHAR || u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
           U_IS_UNICODE_NONCHAR(point) || is_private_use(c);
}

// The ordinary character behind a shape: radicals, compatibility ideographs and the private-use remains of GBK.
std::optional<char32_t> ordinary(char32_t c) {
    if (c >= 0x2E80 && c < 0x2E80 + radicals.size() && radicals[c - 0x2E80] != 0) return radicals[c - 0x2E80];
    // NFKC gives the traditional 戶, but the text of PDF files has this radical where the page shows 户.
    if (c == 0x2F3E) return U'户';
    const bool shape = (c >= 0x2F00 && c <= 0x2FD5) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
    if (shape) {
        UErrorCode status = U_ZERO_ERROR;
        const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
        icu::UnicodeString decomposed;
        if (U_SUCCESS(status) && nfkc->getDecomposition(static_cast<UChar32>(c), decomposed) && decomposed.countChar32() == 1)
            return static_cast<char32_t>(decomposed.char32At(0));
    }
    const auto now = gbk_private_use(c);
    return now ? ordinary(*now).value_or(*now) : now;  // some of them became radicals
}

// Families of marks that are typed for one another; what is not listed stays. The digit before the family is ASCII's.
struct Family {
    char32_t to;
    std::u32string_view from;
};
constexpr std::array<Family, 12> families = {{
    {U'(', U"〔【[｛{〖〘⦅⟮❨﹝﹙"},
    {U')', U"〕】]｝}〗〙⦆⟯❩﹞﹚"},
    {U'《', U"〈⟨〈«‹≪"},
    {U'》', U"〉⟩〉»›≫"},
    {U'"', U"'“”„‟‘’‚‛″′‶‵〝〞〟「」『』`´｀"},
    {U'-', U"‐‑‒–—―−─━﹣－⁻₋╌┄┅➖﹘⸺⸻"},
    {U'.', U"。｡．﹒"},
    {U',', U"、，､﹐﹑"},
    {U'·', U"•・･‧∙⋅●‣⁃"},
    {U'~', U"～〜∼˜∽﹏"},
    {U'〇', U"○◯⚪"},
    {U':', U"∶︰﹕"},
}};

std::optional<char32_t> family_of(char32_t c) {
    for (const Family& family : families)
        if (family.from.find(c) != std::u32string_view::npos) return family.to;
    return std::nullopt;
}

// ①, ⑴, ㈠ and their kin become the number in brackets, so that ①② is never 12. 0 when c is not one of them.
int circled_number(char32_t c) {
    const auto in = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
    const auto from = [c](char32_t first, int number) { return static_cast<int>(c - first) + number; };
    if (in(0x2460, 0x2473)) return from(0x2460, 1);   // ①..⑳
    if (in(0x24F5, 0x24FE)) return from(0x24F5, 1);   // ⓵..⓾
    if (in(0x24EB, 0x24F4)) return from(0x24EB, 11);  // ⓫..⓴
    if (in(0x2776, 0x277F)) return from(0x2776, 1);   // ❶..❿
    if (in(0x2780, 0x2789)) return from(0x2780, 1);   // ➀..➉
    if (in(0x278A, 0x2793)) return from(0x278A, 1);   // ➊..➓
    if (in(0x3251, 0x325F)) return from(0x3251, 21);  // ㉑..㉟
    if (in(0x32B1, 0x32BF)) return from(0x32B1, 36);  // ㊱..㊿
    return 0;
}

std::u32string in_brackets(std::u32string_view text) { return U"(" + std::u32string(text) + U")"; }

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// NFKC of one code point, but not where it would make a new number of its neighbours: 2½ is not 21⁄2, 10² is not 102,
// 1㏠ is not 11日. ⒈ is let through, because an ordinal stands alone.
std::u32string compatibility_form(char32_t c) {
    const std::u32string self(1, c);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) return self;
    icu::UnicodeString normal = nfkc->normalize(icu::UnicodeString(static_cast<UChar32>(c)), status);
    if (U_FAILURE(status)) return self;
    std::u32string result;
    for (int32_t i = 0; i < normal.length(); i = normal.moveIndex32(i, 1))
        result.push_back(static_cast<char32_t>(normal.char32At(i)));
    if (result == self) return self;
    if (c >= 0x3280 && c <= 0x3289) return in_brackets(result);  // ㊀..㊉
    const bool decimal_digit = u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER;
    const bool ordinal = c >= 0x2488 && c <= 0x249B;  // ⒈..⒛
    const bool numeric_edge = !result.empty() && (is_digit(result.front()) || is_digit(result.back()));
    return numeric_edge && !decimal_digit && !ordinal ? self : result;
}

std::u32string fold_one(char32_t c) {
    if (const auto plain = ordinary(c)) return is_space(*plain) ? std::u32string() : fold_one(*plain);
    if (is_space(c) || is_ignorable(c)) return {};
    if (const int number = circled_number(c); number > 0) {
        std::u32string digits;
        for (const char digit : std::to_string(number)) digits.push_back(static_cast<char32_t>(digit));
        return in_brackets(digits);
    }
    if (const auto mark = family_of(c)) return std::u32string(1, *mark);
    const std::u32string normal = compatibility_form(c);
    if (normal.size() == 1 && normal.front() == c) return normal;
    std::u32string result;
    for (const char32_t part : normal) result += fold_one(part);
    return result;
}

Tidy tidy_of(char32_t c, char32_t& tidied) {
    if (const auto plain = ordinary(c)) {
        tidied = *plain;
        return is_space(*plain) ? Tidy::space : Tidy::change;
    }
    if (is_newline(c)) return Tidy::newline;
    if (is_space(c)) return Tidy::space;
    return is_ignorable(c) ? Tidy::drop : Tidy::keep;
}

struct Page {
    std::array<FoldEntry, 256> entries;
    std::array<char32_t, 256> own{};    // for the many that fold to themselves or to one other
    std::deque<std::u32string> longer;  // for the few that fold to several; a deque, because the strings must not move
};

std::unique_ptr<Page> build_page(char32_t first) {
    auto page = std::make_unique<Page>();
    for (std::size_t i = 0; i < 256; ++i) {
        const char32_t c = first + static_cast<char32_t>(i);
        FoldEntry& entry = page->entries[i];
        // The ideographs are most of every page and stay as they are; asking ICU for each would cost more than the page.
        const bool ideograph = (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF);
        std::u32string folded = ideograph ? std::u32string(1, c) : fold_one(c);
        entry.tidy = ideograph ? Tidy::keep : tidy_of(c, entry.tidied);
        entry.length = static_cast<unsigned char>(folded.size());
        if (folded.size() == 1) page->own[i] = folded.front();
        entry.folded = folded.size() == 1 ? &page->own[i] : page->longer.emplace_back(std::move(folded)).c_str();
    }
    return page;
}

// Pages are made once, when a text first holds one of their characters, and are never freed before the program ends.
struct Pages {
    std::array<std::atomic<const Page*>, 0x1100> ready{};
    std::mutex building;
    std::deque<std::unique_ptr<Page>> owned;

    const Page& build(std::size_t index) {
        const std::lock_guard lock(building);
        if (const Page* page = ready[index].load(std::memory_order_acquire)) return *page;
        owned.push_back(build_page(static_cast<char32_t>(index * 256)));
        ready[index].store(owned.back().get(), std::memory_order_release);
        return *owned.back();
    }
};

}  // namespace

const FoldEntry& fold_entry(char32_t c) {
    static Pages pages;
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = U'\uFFFD';
    const std::size_t index = c >> 8;
    const Page* page = pages.ready[index].load(std::memory_order_acquire);
    return (page != nullptr ? *page : pages.build(index)).entries[c & 0xFF];
}

}  // namespace nianbao::normalize

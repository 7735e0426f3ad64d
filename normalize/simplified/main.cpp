// Part of the build: writes the source of normalize/simplified_pairs.h from ICU's transliterator.
//
//   simplified_pairs FILE.cpp

#include <unicode/translit.h>

#include <cstdio>
#include <fstream>
#include <memory>

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> simplify(icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
    if (U_FAILURE(status)) {
        std::fprintf(stderr, "simplified_pairs: ICU has no transliterator Traditional-Simplified: %s\n", u_errorName(status));
        return 1;
    }
    std::ofstream file(argv[1], std::ios::binary);
    file << "#include \"normalize/simplified_pairs.h\"\n\nnamespace nianbao::normalize {\nnamespace {\n\nconstexpr SimplifiedPair pairs[] = {\n";
    // One by one: the words that ICU knows besides would need their context.
    for (UChar32 c = 0x3400; c < 0xA000; ++c) {
        icu::UnicodeString text(c);
        simplify->transliterate(text);
        if (text.length() == 1 && text.charAt(0) != c) file << "{" << c << "," << static_cast<int>(text.charAt(0)) << "},\n";
    }
    file << "};\n\n}  // namespace\n\nstd::span<const SimplifiedPair> simplified_pairs() { return pairs; }\n\n}  // namespace nianbao::normalize\n";
    file.flush();
    return file ? 0 : 1;
}

#pragma once
// SHA-256, the one digest of nianbao: what the catalogue stores, what a record names, and what the archive writes.
//
// WARC allows any algorithm as `label:value`. Most crawlers write sha1:BASE32 by habit; we write sha256:HEX, because the
// archive is evidence about a publisher, SHA-1 collisions can be made on purpose, and one value is then the same in the
// WARC, the index, the catalogue and the record. Readers such as warcio and pywb accept any label that hashlib knows.

#include <memory>
#include <string>
#include <string_view>

struct sha256_ctx;  // nettle's

namespace nianbao::archive {

class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void add(std::string_view bytes);
    // 64 lower-case hexadecimal digits. Ends the computation: the object starts anew with nothing added.
    [[nodiscard]] std::string finish_hex();

private:
    struct Free {
        void operator()(sha256_ctx* context) const;
    };
    std::unique_ptr<sha256_ctx, Free> context_;
};

// SHA-256 of the bytes: 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

// The value of a WARC digest field: "sha256:" and the hexadecimal digest.
[[nodiscard]] std::string labelled_digest(std::string_view hex);

}  // namespace nianbao::archive

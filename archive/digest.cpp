#include "archive/digest.h"

#include <nettle/sha2.h>

#include <array>
#include <cstdint>

namespace nianbao::archive {

void Sha256::Free::operator()(sha256_ctx* context) const { delete context; }

Sha256::Sha256() : context_(new sha256_ctx) { sha256_init(context_.get()); }
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) { sha256_update(context_.get(), bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data())); }

std::string Sha256::finish_hex() {
    std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
    sha256_digest(context_.get(), digest.size(), digest.data());  // and starts anew
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    hex.reserve(2 * digest.size());
    for (const std::uint8_t byte : digest) {
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    return hex;
}

std::string sha256_hex(std::string_view bytes) {
    Sha256 digest;
    digest.add(bytes);
    return digest.finish_hex();
}

std::string labelled_digest(std::string_view hex) { return "sha256:" + std::string(hex); }

}  // namespace nianbao::archive

#include "crawler/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace nianbao::crawler {
namespace {

struct Network {
    std::uint32_t address;
    int bits;
};

constexpr std::array<Network, 13> special_networks = {{
    {0x00000000, 8},   // 0.0.0.0/8      this network
    {0x0A000000, 8},   // 10.0.0.0/8     private
    {0x64400000, 10},  // 100.64.0.0/10  shared (carrier NAT)
    {0x7F000000, 8},   // 127.0.0.0/8    loopback
    {0xA9FE0000, 16},  // 169.254.0.0/16 link-local
    {0xAC100000, 12},  // 172.16.0.0/12  private
    {0xC0000000, 24},  // 192.0.0.0/24   protocol assignments
    {0xC0000200, 24},  // 192.0.2.0/24   documentation
    {0xC0A80000, 16},  // 192.168.0.0/16 private
    {0xC6120000, 15},  // 198.18.0.0/15  benchmarking
    {0xC6336400, 24},  // 198.51.100.0/24 documentation
    {0xCB007100, 24},  // 203.0.113.0/24 documentation
    {0xE0000000, 3},   // 224.0.0.0/3    multicast, reserved, broadcast
}};

bool is_special(std::uint32_t address) {
    return std::any_of(special_networks.begin(), special_networks.end(), [address](const Network& network) {
        return (address ^ network.address) >> (32 - network.bits) == 0;
    });
}

std::uint32_t four_bytes(const unsigned char* bytes) {
    return static_cast<std::uint32_t>(bytes[0]) << 24 | static_cast<std::uint32_t>(bytes[1]) << 16 |
           static_cast<std::uint32_t>(bytes[2]) << 8 | bytes[3];
}

bool is_special(const std::array<unsigned char, 16>& address) {
    static constexpr std::array<unsigned char, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    static constexpr std::array<unsigned char, 12> translated = {0, 0x64, 0xFF, 0x9B};
    if (std::equal(mapped.begin(), mapped.end(), address.begin())) return is_special(four_bytes(&address[12]));      // ::ffff:a.b.c.d
    if (std::equal(translated.begin(), translated.end(), address.begin())) return is_special(four_bytes(&address[12]));  // 64:ff9b::/96
    if (address[0] == 0x20 && address[1] == 0x02) return is_special(four_bytes(&address[2]));                          // 6to4
    // Only 2000::/3 is global unicast: ::1, fc00::/7, fe80::/10 and ff00::/8 lie outside. 2001:db8::/32 is documentation.
    const bool is_documentation = address[0] == 0x20 && address[1] == 0x01 && address[2] == 0x0D && address[3] == 0xB8;
    return address[0] >> 5 != 1 || is_documentation;
}

}  // namespace

bool is_private_address(const std::string& address) {
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) return is_special(four_bytes(bytes.data()));
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) return is_special(bytes);
    return true;
}

}  // namespace nianbao::crawler

#pragma once
// IP addresses that no public portal is served from.

#include <string>

namespace nianbao::crawler {

// True for loopback, private, link-local, shared, multicast, reserved and unspecified addresses of IPv4 and IPv6, also
// as IPv4 inside IPv6, and for text that is no address (RFC 6890 and the IANA special-purpose registries).
[[nodiscard]] bool is_private_address(const std::string& address);

}  // namespace nianbao::crawler

#pragma once
// TLS as libcurl does it: what a request permits, and what the connection turned out to be. For curl_transport.cpp alone; an
// easy handle is a void* here, so that nobody else meets the library.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crawler/transport.h"

namespace nianbao::crawler {

using TlsFields = std::vector<std::pair<std::string, std::string>>;

// Certificates and names are verified and TLS is 1.2 or newer, unless the portal file permits less.
void secure(void* easy, const TlsRelaxations& relaxations);

// The protocol and cipher in a line of libcurl's trace, "TLSv1.3 / TLS_AES_256_GCM_SHA384"; "" for any other line.
[[nodiscard]] std::string protocol_in(std::string_view trace_line);

// What a handshake of the transfer showed, with the certificates of the server, leaf first; empty when it made none.
//   tlsProtocol tlsVerified tlsRelaxed tlsSubject tlsIssuer tlsSerialNumber tlsNotBefore tlsNotAfter tlsCertificate…
[[nodiscard]] TlsFields tls_fields(void* easy, const std::string& protocol, const TlsRelaxations& relaxations);

// The same for the later requests on a connection: without the certificates, which the first one has.
[[nodiscard]] TlsFields without_certificates(TlsFields fields);

}  // namespace nianbao::crawler

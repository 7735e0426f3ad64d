#include "crawler/curl_tls.h"

#include <curl/curl.h>
#include <openssl/ssl.h>

#include <algorithm>

namespace nianbao::crawler {
namespace {

// Servers that were never updated for RFC 5746; OpenSSL 3 turns them away, and libcurl has no option for it.
CURLcode permit_old_renegotiation(CURL*, void* context, void*) {
    SSL_CTX_set_options(static_cast<SSL_CTX*>(context), SSL_OP_LEGACY_SERVER_CONNECT);
    return CURLE_OK;
}

constexpr std::pair<std::string_view, std::string_view> certificate_fields[] = {
    {"Subject:", "tlsSubject"},     {"Issuer:", "tlsIssuer"},       {"Serial Number:", "tlsSerialNumber"},
    {"Start date:", "tlsNotBefore"}, {"Expire date:", "tlsNotAfter"},
};

// The base64 of a PEM block, in one line.
std::string one_line(std::string_view pem) {
    std::string out;
    while (!pem.empty()) {
        const std::size_t end = std::min(pem.find('\n'), pem.size());
        const std::string_view line = pem.substr(0, end);
        if (!line.starts_with("-----")) std::copy_if(line.begin(), line.end(), std::back_inserter(out), [](char c) { return c > ' '; });
        pem.remove_prefix(std::min(end + 1, pem.size()));
    }
    return out;
}

void add_leaf(const curl_slist* lines, TlsFields& fields) {
    for (const auto& [label, name] : certificate_fields)
        for (const curl_slist* line = lines; line != nullptr; line = line->next)
            if (std::string_view(line->data).starts_with(label)) fields.emplace_back(name, std::string_view(line->data).substr(label.size()));
}

std::string relaxed(const TlsRelaxations& relaxations) {
    std::string text;
    if (relaxations.old_protocols) text += "allow_old_tls";
    if (relaxations.unverified) text += text.empty() ? "allow_unverified_tls" : ", allow_unverified_tls";
    return text;
}

}  // namespace

void secure(void* easy, const TlsRelaxations& relaxations) {
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(relaxations.old_protocols ? CURL_SSLVERSION_TLSv1_0 : CURL_SSLVERSION_TLSv1_2));
    if (relaxations.old_protocols) {
        curl_easy_setopt(easy, CURLOPT_SSL_CIPHER_LIST, "ALL:@SECLEVEL=0");
        curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, permit_old_renegotiation);
    }
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, relaxations.unverified ? 0L : 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, relaxations.unverified ? 0L : 2L);
    curl_easy_setopt(easy, CURLOPT_CERTINFO, 1L);
}

std::string protocol_in(std::string_view trace_line) {
    static constexpr std::string_view begin = "SSL connection using ";
    if (!trace_line.starts_with(begin)) return "";
    trace_line.remove_prefix(begin.size());
    return std::string(trace_line.substr(0, trace_line.find_first_of("\r\n")));
}

TlsFields tls_fields(void* easy, const std::string& protocol, const TlsRelaxations& relaxations) {
    if (protocol.empty()) return {};
    TlsFields fields = {{"tlsProtocol", protocol}};
    long verified = 0;
    curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &verified);
    // X509_V_OK is 0. The name of the host is no part of this result: a relaxed request never had it compared.
    fields.emplace_back("tlsVerified", verified != 0 ? "no, X.509 error " + std::to_string(verified)
                                       : relaxations.unverified ? "chain only" : "yes");
    if (const std::string text = relaxed(relaxations); !text.empty()) fields.emplace_back("tlsRelaxed", text);
    curl_certinfo* chain = nullptr;
    if (curl_easy_getinfo(easy, CURLINFO_CERTINFO, &chain) != CURLE_OK || chain == nullptr || chain->num_of_certs == 0) return fields;
    add_leaf(chain->certinfo[0], fields);
    for (int i = 0; i < chain->num_of_certs; ++i)
        for (const curl_slist* line = chain->certinfo[i]; line != nullptr; line = line->next)
            if (std::string_view(line->data).starts_with("Cert:")) fields.emplace_back("tlsCertificate", one_line(std::string_view(line->data).substr(5)));
    return fields;
}

TlsFields without_certificates(TlsFields fields) {
    std::erase_if(fields, [](const auto& field) { return field.first == "tlsCertificate"; });
    return fields;
}

}  // namespace nianbao::crawler

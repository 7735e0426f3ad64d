// With curl_transport.cpp, curl_tls.cpp and curl_library.cpp the only file that knows libcurl.

#include "crawler/curl_transfer.h"

#include <curl/curl.h>

#include <algorithm>

#include "crawler/address.h"
#include "crawler/curl_tls.h"
#include "crawler/response_head.h"

namespace nianbao::crawler {
namespace {

using namespace std::chrono;

static_assert(CURL_ERROR_SIZE <= sizeof(Transfer::error));

// Bodies under way may take this much together before even small ones are spooled.
constexpr std::size_t most_in_memory_together = std::size_t{16} << 20;
constexpr std::size_t never_spooled = std::size_t{64} << 10;
// Of each transfer: most pages come with one read, where libcurl's own 16 KiB take four.
constexpr long receive_size = 64L << 10;

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    const std::string_view line(data, size * count);
    transfer.head_bytes += line.size();
    if (transfer.head_bytes > transfer.limits.max_head) {
        return transfer.stop(Failure::too_large, "the response head is over " + std::to_string(transfer.limits.max_head) + " bytes");
    }
    // A status line begins a head; an interim one (100, 103) is forgotten when the next begins.
    if (line.starts_with("HTTP/")) transfer.exchange.response_head.clear();
    transfer.exchange.response_head.append(line);
    return line.size();
}

// False when the disk does not take it.
bool keep(Transfer& transfer, std::string_view block) {
    std::string& body = transfer.exchange.body;
    const std::size_t size = body.size() + block.size();
    const bool is_tight = size > never_spooled && transfer.shared.in_memory > most_in_memory_together;
    const bool is_large = size > transfer.limits.max_in_memory || is_tight;
    if (!transfer.spool && !is_large) {
        if (body.empty()) {
            curl_off_t announced = 0;
            curl_easy_getinfo(transfer.easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
            if (announced > 0) body.reserve(std::min(static_cast<std::size_t>(announced), transfer.limits.max_in_memory));
        }
        body.append(block);
        transfer.counted += block.size();
        transfer.shared.in_memory += block.size();
        return true;
    }
    if (!transfer.spool) {
        transfer.spool = Spool::create(transfer.shared.spool_folder);
        if (!transfer.spool || !transfer.spool->append(body)) return false;
        std::string().swap(body);
        transfer.shared.in_memory -= std::exchange(transfer.counted, 0);
    }
    return transfer.spool->append(block);
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    const std::string_view block(data, size * count);
    const std::size_t room = transfer.limits.max_body - (transfer.spool ? transfer.spool->size() : transfer.exchange.body.size());
    if (!keep(transfer, block.substr(0, room))) return transfer.stop(Failure::truncated, "there is no room on the disk for the rest of the body");
    if (block.size() > room) return transfer.stop(Failure::too_large, "the body is over " + std::to_string(transfer.limits.max_body) + " bytes");
    return block.size();
}

int on_trace(CURL*, curl_infotype type, char* data, std::size_t size, void* user) {
    if (type == CURLINFO_TEXT) {
        if (std::string protocol = protocol_in({data, size}); !protocol.empty()) static_cast<Transfer*>(user)->tls_protocol = std::move(protocol);
    }
    if (type != CURLINFO_HEADER_OUT) return 0;
    // libcurl sends again by itself when a kept connection turns out to be closed: the last request is the one answered.
    Exchange& exchange = static_cast<Transfer*>(user)->exchange;
    std::string& head = exchange.request_head;
    const std::string_view sent(data, size);
    if (sent.starts_with("GET ")) {
        if (!head.empty()) ++exchange.times_sent;
        head.clear();
    }
    head.append(sent);
    return 0;
}

// Called when the connection stands and before anything is sent: also for each later hop, and for a reused connection.
int on_connected(void* user, char* address, char*, int, int) {
    auto& transfer = *static_cast<Transfer*>(user);
    transfer.exchange.address = address;
    if (transfer.private_addresses == PrivateAddresses::allow || !is_private_address(address)) return CURL_PREREQFUNC_OK;
    transfer.stop(Failure::private_address, "the host is served from " + std::string(address) +
                                                ", which is not a public address; allow_private_addresses in the portal file permits it");
    return CURL_PREREQFUNC_ABORT;
}

Failure failure_of(CURLcode code, bool has_head) {
    switch (code) {
        case CURLE_OK: return Failure::none;
        case CURLE_COULDNT_RESOLVE_HOST: return Failure::dns;
        case CURLE_OPERATION_TIMEDOUT: return Failure::timeout;
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_CACERT_BADFILE: return Failure::tls;
        case CURLE_OUT_OF_MEMORY: return Failure::too_large;  // what libcurl says to a line of a head or a trailer over its own 100 KiB
        case CURLE_PARTIAL_FILE:
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
        case CURLE_GOT_NOTHING:
        case CURLE_COULDNT_CONNECT: return has_head ? Failure::truncated : Failure::connect;
        default: return Failure::protocol;
    }
}

}  // namespace

Transfer::~Transfer() {
    curl_slist_free_all(fields);
    shared.in_memory -= counted;
}

void finish_exchange(Transfer& transfer, int result) {
    const auto code = static_cast<CURLcode>(result);
    Exchange& exchange = transfer.exchange;
    exchange.duration = duration_cast<milliseconds>(steady_clock::now() - transfer.begun).count();
    // A head that was cut before its empty line is no evidence of an answer.
    if (!exchange.response_head.ends_with("\r\n\r\n") && !exchange.response_head.ends_with("\n\n")) exchange.response_head.clear();
    if (!exchange.response_head.empty()) {
        long status = 0;
        curl_easy_getinfo(transfer.easy, CURLINFO_RESPONSE_CODE, &status);
        exchange.status = static_cast<int>(status);
        exchange.headers = parse_fields(exchange.response_head);
        // RFC 9110 section 15.2: an interim answer without a final one behind it answers nothing.
        if (exchange.status < 200) {
            exchange.response_head.clear();
            exchange.headers.clear();
            exchange.status = 0;
        }
    }
    if (exchange.failure == Failure::none && code != CURLE_OK) {
        exchange.failure = failure_of(code, !exchange.response_head.empty());
        exchange.failure_text = transfer.error[0] != '\0' ? transfer.error.data() : curl_easy_strerror(code);
        if (code == CURLE_OUT_OF_MEMORY) exchange.failure_text = "a line of the response head, or of a trailer, is too long";
        if (exchange.failure == Failure::tls) exchange.failure_text += "; allow_old_tls and allow_unverified_tls in the portal file permit what is not safe";
    }
    exchange.is_cut = exchange.failure != Failure::none;
    exchange.spool = std::move(transfer.spool);
}

void set_options(Transfer& transfer, const Request& request) {
    CURL* easy = transfer.easy;
    const auto field = [&](const std::string& line) { transfer.fields = curl_slist_append(transfer.fields, line.c_str()); };
    field("Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
    field("Accept-Language: zh-CN,zh;q=0.9");
    field("Accept-Encoding: gzip");
    if (!request.if_none_match.empty()) field("If-None-Match: " + request.if_none_match);
    if (!request.if_modified_since.empty()) field("If-Modified-Since: " + request.if_modified_since);
    curl_easy_setopt(easy, CURLOPT_URL, request.url.to_string().c_str());
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(easy, CURLOPT_REQUEST_TARGET, request.url.target().c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_USERAGENT, request.user_agent.c_str());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer.fields);
    secure(easy, request.tls);
    curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    curl_easy_setopt(easy, CURLOPT_HTTP_TRANSFER_DECODING, 0L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, receive_size);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.limits.connect_time.count()));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request.limits.total_time.count()));
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, request.limits.low_speed_bytes);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(request.limits.low_speed_time.count()));
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer.error.data());
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, on_trace);
    curl_easy_setopt(easy, CURLOPT_DEBUGDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_connected);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfer);
}

}  // namespace nianbao::crawler

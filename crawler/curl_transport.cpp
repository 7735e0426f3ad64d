// The only file, with curl_tls.cpp and curl_library.cpp, that knows libcurl.

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>
#include <utility>

#include "crawler/address.h"
#include "crawler/curl_tls.h"
#include "crawler/response_head.h"
#include "crawler/transport.h"

namespace nianbao::crawler {
namespace {

using namespace std::chrono;

// Bodies under way may take this much together before even small ones are spooled.
constexpr std::size_t most_in_memory_together = std::size_t{16} << 20;
constexpr std::size_t never_spooled = std::size_t{64} << 10;
// Kept for the next requests to their hosts. libcurl's own measure is four for each request under way: hosts that rest would lose theirs.
constexpr long most_connections = 256;
// Of each transfer: most pages come with one read, where libcurl's own 16 KiB take four.
constexpr long receive_size = 64L << 10;

// What all transfers share.
struct Shared {
    std::string spool_folder;
    std::size_t in_memory = 0;  // bytes of bodies under way
};

// One request under way: what the callbacks fill.
struct Transfer {
    Ticket ticket = 0;
    Limits limits;
    PrivateAddresses private_addresses = PrivateAddresses::refuse;
    TlsRelaxations relaxations;
    std::string tls_protocol;  // of a handshake that this transfer made
    Shared& shared;
    std::shared_ptr<Spool> spool;
    Exchange exchange;
    std::string origin;
    std::size_t head_bytes = 0;  // of all heads, interim ones too
    steady_clock::time_point begun;
    CURL* easy = nullptr;
    curl_slist* fields = nullptr;
    std::array<char, CURL_ERROR_SIZE> error{};

    explicit Transfer(Shared& all) : shared(all) {}
    ~Transfer() {
        curl_slist_free_all(fields);
        shared.in_memory -= counted;
    }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    std::size_t counted = 0;  // of shared.in_memory
    // Returned by a callback to make libcurl stop; the reason is kept.
    std::size_t stop(Failure failure, std::string text) {
        exchange.failure = failure;
        exchange.failure_text = std::move(text);
        return 0;
    }
};

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

void finish_exchange(Transfer& transfer, CURLcode code) {
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

class CurlTransport final : public Transport {
public:
    CurlTransport(CURLM* multi, const std::string& connect_to, const std::string& spool_folder) : multi_(multi), shared_{spool_folder} {
        curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, most_connections);
        // "::host:port": any host, any port -> this one.
        if (!connect_to.empty()) connect_to_ = curl_slist_append(nullptr, ("::" + connect_to).c_str());
    }
    ~CurlTransport() override {
        cancel();
        curl_slist_free_all(connect_to_);
        for (CURL* easy : spare_) curl_easy_cleanup(easy);
        curl_multi_cleanup(multi_);
    }
    CurlTransport(const CurlTransport&) = delete;
    CurlTransport& operator=(const CurlTransport&) = delete;

    void start(Ticket ticket, const Request& request) override {
        auto transfer = std::make_unique<Transfer>(shared_);
        transfer->ticket = ticket;
        transfer->limits = request.limits;
        transfer->private_addresses = request.private_addresses;
        transfer->relaxations = request.tls;
        transfer->origin = request.url.origin();
        transfer->exchange.url = request.url.to_string();
        transfer->exchange.started_at = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
        transfer->begun = steady_clock::now();
        transfer->easy = spare_.empty() ? curl_easy_init() : spare_.back();
        if (!spare_.empty()) spare_.pop_back();
        if (transfer->easy != nullptr) {
            set_options(*transfer, request);
            if (connect_to_ != nullptr) curl_easy_setopt(transfer->easy, CURLOPT_CONNECT_TO, connect_to_);
            if (curl_multi_add_handle(multi_, transfer->easy) == CURLM_OK) {
                CURL* const easy = transfer->easy;
                under_way_.emplace(easy, std::move(transfer));
                return;
            }
            spare_.push_back(transfer->easy);
        }
        transfer->exchange.failure = Failure::connect;
        transfer->exchange.failure_text = "libcurl could not start the request";
        ready_.push_back({ticket, std::move(transfer->exchange), 0});
    }

    std::vector<Arrival> wait(milliseconds longest) override {
        int running = 0;
        curl_multi_perform(multi_, &running);
        collect();
        if (ready_.empty() && longest.count() > 0) {
            const auto timeout = std::min<milliseconds::rep>(longest.count(), 60'000);
            curl_multi_poll(multi_, nullptr, 0, static_cast<int>(timeout), nullptr);
            curl_multi_perform(multi_, &running);
            collect();
        }
        return std::exchange(ready_, {});
    }

    void wake() override { curl_multi_wakeup(multi_); }

    void cancel() override {
        for (auto& [easy, transfer] : under_way_) {
            curl_multi_remove_handle(multi_, easy);
            curl_easy_cleanup(easy);
        }
        under_way_.clear();
    }

private:
    void collect() {
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
            if (message->msg != CURLMSG_DONE) continue;
            CURL* const easy = message->easy_handle;
            const CURLcode code = message->data.result;
            const auto found = under_way_.find(easy);
            const auto transfer = std::move(found->second);
            under_way_.erase(found);
            finish_exchange(*transfer, code);
            describe_tls(*transfer);
            curl_multi_remove_handle(multi_, easy);
            curl_easy_reset(easy);
            spare_.push_back(easy);
            ready_.push_back({transfer->ticket, std::move(transfer->exchange), transfer->limits.max_payload});
        }
    }

    // The handshake shows itself to the transfer that made it; the later ones of the connection are told what it was.
    void describe_tls(Transfer& transfer) {
        if (!transfer.origin.starts_with("https://")) return;
        TlsFields fields = tls_fields(transfer.easy, transfer.tls_protocol, transfer.relaxations);
        TlsFields& known = secured_[transfer.origin];
        if (!fields.empty()) known = without_certificates(fields);
        transfer.exchange.tls = fields.empty() ? known : std::move(fields);
    }

    CURLM* multi_;
    Shared shared_;
    std::unordered_map<std::string, TlsFields> secured_;  // by origin
    curl_slist* connect_to_ = nullptr;
    std::unordered_map<CURL*, std::unique_ptr<Transfer>> under_way_;
    std::vector<CURL*> spare_;
    std::vector<Arrival> ready_;
};

}  // namespace

model::Result<std::unique_ptr<Transport>> make_curl_transport(const std::string& connect_to, const std::string& spool_folder) {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    CURLM* const multi = started == CURLE_OK ? curl_multi_init() : nullptr;
    if (multi == nullptr) return model::fail("libcurl", "could not be loaded and started: is it installed?");
    return std::make_unique<CurlTransport>(multi, connect_to, spool_folder);
}

}  // namespace nianbao::crawler

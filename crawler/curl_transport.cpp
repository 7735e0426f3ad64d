// The only file, with curl_transfer.cpp, curl_tls.cpp and curl_library.cpp, that knows libcurl.

#include <curl/curl.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "crawler/curl_tls.h"
#include "crawler/curl_transfer.h"
#include "crawler/transport.h"

namespace nianbao::crawler {
namespace {

using namespace std::chrono;

// Kept for the next requests to their hosts. libcurl's own measure is four for each request under way: hosts that rest would lose theirs.
constexpr long most_connections = 256;
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

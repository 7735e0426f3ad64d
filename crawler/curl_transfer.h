#pragma once
// One request of libcurl's under way: its options, and what its callbacks fill. For curl_transport.cpp alone; a handle is a void*
// here, so that nobody else meets the library.

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "crawler/transport.h"

struct curl_slist;

namespace nianbao::crawler {

// What all transfers share.
struct Shared {
    std::string spool_folder;
    std::size_t in_memory = 0;  // bytes of bodies under way
};

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
    std::chrono::steady_clock::time_point begun;
    void* easy = nullptr;
    curl_slist* fields = nullptr;
    std::array<char, 256> error{};  // CURL_ERROR_SIZE
    std::size_t counted = 0;        // of shared.in_memory

    explicit Transfer(Shared& all) : shared(all) {}
    ~Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    // Returned by a callback to make libcurl stop; the reason is kept.
    std::size_t stop(Failure failure, std::string text) {
        exchange.failure = failure;
        exchange.failure_text = std::move(text);
        return 0;
    }
};

// Everything that the request asks for, and the callbacks.
void set_options(Transfer& transfer, const Request& request);
// What the library says at the end (a CURLcode), into the exchange.
void finish_exchange(Transfer& transfer, int code);

}  // namespace nianbao::crawler

#include "crawler/resolver.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace nianbao::crawler {
namespace {

constexpr int threads = 8;

std::string address_of(const std::string& name) {
    addrinfo wish{};
    wish.ai_family = AF_UNSPEC;
    wish.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(name.c_str(), nullptr, &wish, &found) != 0 || found == nullptr) return "";
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* bytes = nullptr;
    if (found->ai_family == AF_INET) bytes = &reinterpret_cast<const sockaddr_in*>(found->ai_addr)->sin_addr;
    if (found->ai_family == AF_INET6) bytes = &reinterpret_cast<const sockaddr_in6*>(found->ai_addr)->sin6_addr;
    const bool is_written = bytes != nullptr && inet_ntop(found->ai_family, bytes, text.data(), text.size()) != nullptr;
    freeaddrinfo(found);
    return is_written ? text.data() : "";
}

// Outlives the resolver while a thread is inside a look-up.
struct Shared {
    std::mutex mutex;
    std::condition_variable asked, answered;
    std::deque<std::string> questions;
    std::vector<ResolvedName> answers;
    bool is_over = false;
};

void work(const std::shared_ptr<Shared>& shared) {
    for (;;) {
        std::string name;
        {
            std::unique_lock lock(shared->mutex);
            shared->asked.wait(lock, [&] { return shared->is_over || !shared->questions.empty(); });
            if (shared->is_over) return;
            name = std::move(shared->questions.front());
            shared->questions.pop_front();
        }
        std::string address = address_of(name);
        const std::lock_guard lock(shared->mutex);
        shared->answers.push_back({std::move(name), std::move(address)});
        shared->answered.notify_one();
    }
}

class SystemResolver final : public Resolver {
public:
    SystemResolver() {
        for (int i = 0; i < threads; ++i) {
            try {
                std::thread(work, shared_).detach();
                ++running_;
            } catch (const std::system_error&) {
                break;  // no more threads to be had; those that run do the work
            }
        }
    }
    ~SystemResolver() override {
        const std::lock_guard lock(shared_->mutex);
        shared_->is_over = true;
        shared_->asked.notify_all();
    }
    SystemResolver(const SystemResolver&) = delete;
    SystemResolver& operator=(const SystemResolver&) = delete;

    void ask(const std::string& name) override {
        const std::lock_guard lock(shared_->mutex);
        if (running_ == 0) {
            shared_->answers.push_back({name, ""});
        } else {
            shared_->questions.push_back(name);
            shared_->asked.notify_one();
        }
    }

    std::vector<ResolvedName> wait(std::chrono::milliseconds longest) override {
        std::unique_lock lock(shared_->mutex);
        if (longest.count() > 0) shared_->answered.wait_for(lock, longest, [&] { return !shared_->answers.empty(); });
        return std::exchange(shared_->answers, {});
    }

private:
    std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
    int running_ = 0;
};

}  // namespace

std::unique_ptr<Resolver> make_system_resolver() { return std::make_unique<SystemResolver>(); }

}  // namespace nianbao::crawler

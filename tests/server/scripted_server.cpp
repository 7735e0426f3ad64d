#include "tests/server/scripted_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utility>

namespace nianbao::tests {
namespace {

// True when `socket` has something to say (or ended) before the server stops.
bool wait_for(int socket, const std::atomic<bool>& stopping) {
    while (!stopping) {
        pollfd one{.fd = socket, .events = POLLIN, .revents = 0};
        if (poll(&one, 1, 20) > 0) return true;
    }
    return false;
}

}  // namespace

bool Connection::send(std::string_view bytes) {
    while (!bytes.empty() && !stopping_) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            open_ = false;
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return !stopping_;
}

void Connection::reset() {
    const linger now{.l_onoff = 1, .l_linger = 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    open_ = false;
}

void Connection::hang() {
    wait_for(socket_, stopping_);
    open_ = false;
}

ScriptedServer::ScriptedServer() {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (listener_ < 0 || bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 64) != 0 ||
        getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        std::abort();  // no loopback: no test of this kind can run
    }
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_connections(); });
}

ScriptedServer::~ScriptedServer() {
    stopping_ = true;
    acceptor_.join();
    for (std::thread& thread : connections_) thread.join();
    close(listener_);
}

void ScriptedServer::on(const std::string& path, Handler handler) {
    const std::lock_guard lock(mutex_);
    handlers_[path] = std::move(handler);
}

void ScriptedServer::page(const std::string& path, const std::string& html) { sequence(path, {response("200 OK", "Content-Type: text/html\r\n", html)}); }

void ScriptedServer::sequence(const std::string& path, std::vector<std::string> responses) {
    auto next = std::make_shared<std::size_t>(0);
    on(path, [responses = std::move(responses), next](Connection& connection, const SeenRequest&) {
        connection.send(responses[std::min(*next, responses.size() - 1)]);
        ++*next;
    });
}

void ScriptedServer::otherwise(std::function<std::string(const std::string& target)> answer) {
    const std::lock_guard lock(mutex_);
    otherwise_ = std::move(answer);
}

std::string ScriptedServer::url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(port_) + path; }

std::vector<SeenRequest> ScriptedServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

int ScriptedServer::count(const std::string& target) const {
    const std::lock_guard lock(mutex_);
    return static_cast<int>(std::count_if(requests_.begin(), requests_.end(), [&](const SeenRequest& request) { return request.target == target; }));
}

void ScriptedServer::accept_connections() {
    while (wait_for(listener_, stopping_)) {
        const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket >= 0) connections_.emplace_back([this, socket] { serve(socket); });
    }
}

bool ScriptedServer::read_request(int socket, std::string& buffer, SeenRequest& request) const {
    std::size_t end = 0;
    while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
        if (!wait_for(socket, stopping_)) return false;
        char block[4096];
        const ssize_t size = recv(socket, block, sizeof block, 0);
        if (size <= 0) return false;
        buffer.append(block, static_cast<std::size_t>(size));
    }
    request.head = buffer.substr(0, end + 4);
    buffer.erase(0, end + 4);
    const auto begin = request.head.find(' ');
    request.target = request.head.substr(begin + 1, request.head.find(' ', begin + 1) - begin - 1);
    return true;
}

void ScriptedServer::serve(int socket) {
    std::string buffer;
    Connection connection(socket, stopping_);
    SeenRequest request;
    while (connection.is_open() && read_request(socket, buffer, request)) {
        Handler handler;
        std::string other;
        {
            const std::lock_guard lock(mutex_);
            requests_.push_back(request);
            const auto found = handlers_.find(request.target.substr(0, request.target.find('?')));
            if (found != handlers_.end()) {
                handler = found->second;
            } else {
                other = otherwise_(request.target);
            }
        }
        if (handler) {
            handler(connection, request);
        } else {
            connection.send(other.empty() ? response("404 Not Found", "", "no such page") : other);
        }
    }
    close(socket);
}

std::string response(const std::string& status, const std::string& fields, const std::string& body) {
    return "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace nianbao::tests

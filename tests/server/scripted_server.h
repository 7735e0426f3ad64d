#pragma once
// A server on 127.0.0.1 that does what a test tells it, byte by byte: the faults that a well-kept HTTP library would not
// commit. A thread a connection; connections are kept alive while the handler leaves them open.

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace nianbao::tests {

struct SeenRequest {
    std::string target;  // "/a.html?x=1"
    std::string head;    // request line and fields
    [[nodiscard]] bool has(std::string_view text) const { return head.find(text) != std::string::npos; }
};

// The answering end of one connection.
class Connection {
public:
    explicit Connection(int socket, const std::atomic<bool>& stopping) : socket_(socket), stopping_(stopping) {}
    // False when the client is gone or the server stops.
    bool send(std::string_view bytes);
    void close() { open_ = false; }
    // Ends with a TCP reset instead of an orderly close.
    void reset();
    // Says nothing more until the client goes away or the server stops.
    void hang();
    [[nodiscard]] bool is_open() const { return open_; }
    [[nodiscard]] bool is_stopping() const { return stopping_; }

private:
    int socket_;
    const std::atomic<bool>& stopping_;
    bool open_ = true;
};

class ScriptedServer {
public:
    using Handler = std::function<void(Connection&, const SeenRequest&)>;

    ScriptedServer();
    ~ScriptedServer();
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    // Before the first request. A path without a handler is answered 404.
    void on(const std::string& path, Handler handler);
    // Answers 200 with these bytes as text/html.
    void page(const std::string& path, const std::string& html);
    // Answers each request with the next of these raw responses; the last one again and again.
    void sequence(const std::string& path, std::vector<std::string> responses);
    // What no path above answers: the raw response to a target, query and all.
    void otherwise(std::function<std::string(const std::string& target)> answer);

    [[nodiscard]] std::string url(const std::string& path) const;  // "http://127.0.0.1:PORT/…"
    [[nodiscard]] std::vector<SeenRequest> requests() const;
    [[nodiscard]] int count(const std::string& target) const;

private:
    void accept_connections();
    void serve(int socket);
    bool read_request(int socket, std::string& buffer, SeenRequest& request) const;

    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> stopping_{false};
    mutable std::mutex mutex_;
    std::map<std::string, Handler> handlers_;
    std::function<std::string(const std::string&)> otherwise_ = [](const std::string&) { return ""; };
    std::vector<SeenRequest> requests_;
    std::vector<std::thread> connections_;
    std::thread acceptor_;
};

// "HTTP/1.1 <status>\r\n<fields>Content-Length: …\r\n\r\n<body>"; each field ends with \r\n.
[[nodiscard]] std::string response(const std::string& status, const std::string& fields, const std::string& body);

}  // namespace nianbao::tests

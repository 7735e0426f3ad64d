// many_hosts PAGES FILE: a site for measuring crawlers. Serves every loopback address (127.0.0.1, 127.0.0.2, …) on one
// free port, which it prints; each host has /index.html with links to PAGES pages of about 59 KB, made from FILE, all of
// them different. Keeps connections alive, knows ETag and If-None-Match. One thread, so that it takes little from the
// crawler that is measured. At the end of standard input it prints how many requests and bytes it served, and ends.

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::size_t page_size = 59'000;

struct Client {
    int socket = -1;
    std::string in;
    std::string out;
    std::size_t sent = 0;
};

struct Counts {
    unsigned long requests = 0;
    unsigned long not_modified = 0;
    unsigned long bytes = 0;
};

class Site {
public:
    Site(int pages, std::string page) : pages_(pages), page_(std::move(page)) {
        // Chrome as portals have it, different in every sentence: it neither compresses to nothing nor repeats itself.
        unsigned state = 1;
        std::string chrome = "<div class=\"nav\">";
        while (page_.size() + chrome.size() < page_size) {
            state = state * 1'664'525U + 1'013'904'223U;
            chrome += "<p class=\"n" + std::to_string(state >> 20) + "\">政务服务" + std::to_string(state) + "部门动态</p>\n";
        }
        page_.insert(page_.find("<body") == std::string::npos ? 0 : page_.find('>', page_.find("<body")) + 1, chrome + "</div>");
    }

    void answer(std::string_view request, std::string& out) {
        ++counts_.requests;
        const std::size_t before = out.size();
        const std::size_t end = request.find(' ', 4);
        const std::string path(request.substr(4, end == std::string_view::npos ? 0 : end - 4));
        if (path == "/index.html") {
            send(out, "200 OK", index(), "");
        } else if (path.starts_with("/nb/t20200")) {
            const std::string tag = "\"" + path + "\"";
            const std::size_t asked = request.find("f-None-Match: " + tag);
            if (asked != std::string_view::npos) {
                ++counts_.not_modified;
                out += "HTTP/1.1 304 Not Modified\r\nETag: " + tag + "\r\n\r\n";
            } else {
                send(out, "200 OK", "<!-- " + host_of(request) + path + " -->" + page_, tag);
            }
        } else {
            send(out, "404 Not Found", "<html><title>404</title>404 Not Found</html>", "");
        }
        counts_.bytes += out.size() - before;
    }
    [[nodiscard]] const Counts& counts() const { return counts_; }

private:
    static void send(std::string& out, std::string_view status, std::string_view body, const std::string& tag) {
        out.append("HTTP/1.1 ").append(status).append("\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ");
        out.append(std::to_string(body.size())).append(tag.empty() ? "" : "\r\nETag: " + tag).append("\r\n\r\n").append(body);
    }
    static std::string host_of(std::string_view request) {
        const std::size_t at = request.find("ost: ");
        return at == std::string_view::npos ? "" : std::string(request.substr(at + 5, request.find('\r', at) - at - 5));
    }
    [[nodiscard]] std::string index() const {
        std::string html = "<html><head><title>政府信息公开年报</title></head><body><ul>";
        for (int i = 0; i < pages_; ++i)
            html += "<li><a href=\"/nb/t20200" + std::to_string(10'000 + i) + ".html\">某县政府信息公开工作年度报告（" + std::to_string(2019 + i % 5) + "年）</a></li>\n";
        return html + "</ul></body></html>";
    }

    int pages_;
    std::string page_;
    Counts counts_;
};

int listen_anywhere() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_ANY);  // 127.0.0.0/8 in full, which a socket bound to one address would not get
    if (socket < 0 || ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || ::listen(socket, 512) != 0) std::exit(1);
    return socket;
}

int port_of(int socket) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

void accept_all(int listener, std::vector<Client>& clients) {
    for (;;) {
        sockaddr_in from{};
        socklen_t size = sizeof from;
        const int socket = ::accept4(listener, reinterpret_cast<sockaddr*>(&from), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket < 0) return;
        if (ntohl(from.sin_addr.s_addr) >> 24 != 127)
            ::close(socket);  // nobody else's business
        else
            clients.push_back({.socket = socket, .in = {}, .out = {}});
    }
}

// False when the connection is over.
bool serve(Client& client, short events, Site& site) {
    std::array<char, 16'384> block;
    if ((events & (POLLIN | POLLHUP | POLLERR)) != 0) {
        const ssize_t got = ::recv(client.socket, block.data(), block.size(), 0);
        if (got == 0 || (got < 0 && errno != EAGAIN)) return false;
        if (got > 0) client.in.append(block.data(), static_cast<std::size_t>(got));
        for (auto end = client.in.find("\r\n\r\n"); end != std::string::npos; end = client.in.find("\r\n\r\n")) {
            site.answer(std::string_view(client.in).substr(0, end + 4), client.out);
            client.in.erase(0, end + 4);
        }
    }
    while (client.sent < client.out.size()) {
        const ssize_t gone = ::send(client.socket, client.out.data() + client.sent, client.out.size() - client.sent, MSG_NOSIGNAL);
        if (gone < 0) return errno == EAGAIN;
        client.sent += static_cast<std::size_t>(gone);
    }
    client.out.clear();
    client.sent = 0;
    return true;
}

void serve_until_input_ends(int listener, Site& site) {
    std::vector<Client> clients;
    std::vector<pollfd> waiting;
    for (;;) {
        waiting = {{STDIN_FILENO, POLLIN, 0}, {listener, POLLIN, 0}};
        for (const Client& client : clients)
            waiting.push_back({client.socket, static_cast<short>(client.out.empty() ? POLLIN : POLLIN | POLLOUT), 0});
        if (::poll(waiting.data(), waiting.size(), -1) < 0) return;
        if (waiting[0].revents != 0) return;
        for (std::size_t i = 2; i < waiting.size(); ++i) {
            Client& client = clients[i - 2];
            if (waiting[i].revents == 0 || serve(client, waiting[i].revents, site)) continue;
            ::close(client.socket);
            client.socket = -1;
        }
        std::erase_if(clients, [](const Client& client) { return client.socket < 0; });
        accept_all(listener, clients);
    }
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) {
        std::cerr << "usage: many_hosts PAGES FILE\n";
        return 2;
    }
    std::signal(SIGPIPE, SIG_IGN);
    std::ifstream file(words[2], std::ios::binary);
    std::string page((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    Site site(std::atoi(words[1]), std::move(page));
    const int listener = listen_anywhere();
    std::cout << port_of(listener) << std::endl;
    serve_until_input_ends(listener, site);
    std::cout << site.counts().requests << ' ' << site.counts().not_modified << ' ' << site.counts().bytes << std::endl;
    return 0;
}

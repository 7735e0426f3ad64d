// Serves a folder on 127.0.0.1, as a portal would: what `./run` harvests when it is given no portal, and what crawl tests
// are run against.
//
//   sample_portal FOLDER [PORT]      port 0, the default, is any free one; prints one line: http://127.0.0.1:PORT/
//
// Ends on SIGTERM, on SIGINT, and, where standard input is a pipe, when that closes (its parent is gone). A file page.html may have a file
// page.html.headers beside it: lines of "Name: value", and one "Status: 503" if need be. Request lines go to stderr when the
// environment has SAMPLE_PORTAL_LOG.

#include <httplib.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

// No charset: portals mostly leave it to the page.
std::string media_type_of(const fs::path& path) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 13> types = {{{".html", "text/html"},
                                                                                             {".htm", "text/html"},
                                                                                             {".shtml", "text/html"},
                                                                                             {".txt", "text/plain"},
                                                                                             {".xml", "application/xml"},
                                                                                             {".json", "application/json"},
                                                                                             {".css", "text/css"},
                                                                                             {".js", "application/javascript"},
                                                                                             {".pdf", "application/pdf"},
                                                                                             {".doc", "application/msword"},
                                                                                             {".xls", "application/vnd.ms-excel"},
                                                                                             {".png", "image/png"},
                                                                                             {".jpg", "image/jpeg"}}};
    const std::string extension = path.extension().string();
    for (const auto& [known, type] : types)
        if (extension == known) return std::string(type);
    return "application/octet-stream";
}

std::string http_date(std::time_t time) {
    std::tm parts{};
    gmtime_r(&time, &parts);
    std::array<char, 64> text{};
    return std::string(text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts));
}

// FNV-1a of the content: equal bytes, equal tag, whatever the time of the file.
std::string entity_tag(std::string_view content) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (char c : content) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "\"%016llx\"", static_cast<unsigned long long>(hash));
    return text.data();
}

// The file that a path names; nothing when there is none or it lies outside the folder.
std::optional<fs::path> file_of(const fs::path& folder, const std::string& request_path) {
    std::error_code error;
    fs::path path = fs::weakly_canonical(folder / fs::path(request_path).relative_path(), error);
    if (error) return std::nullopt;
    if (fs::is_directory(path, error)) path /= "index.html";
    const auto [end, unused] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    if (end != folder.end() || path.extension() == ".headers" || !fs::is_regular_file(path, error)) return std::nullopt;
    return path;
}

void apply_headers_file(const fs::path& path, httplib::Response& response) {
    std::ifstream file(path.string() + ".headers");
    for (std::string line; std::getline(file, line);) {
        const auto colon = line.find(':');
        if (colon == std::string::npos) continue;
        const std::string name = line.substr(0, colon);
        const std::string value = line.substr(std::min(line.find_first_not_of(" \t", colon + 1), line.size()));
        if (name == "Status") {
            response.status = std::atoi(value.c_str());
        } else {
            response.headers.erase(name);
            response.set_header(name, value);
        }
    }
}

void answer(const fs::path& folder, const httplib::Request& request, httplib::Response& response) {
    const auto path = file_of(folder, request.path);
    const auto content = path ? read_file(*path) : std::nullopt;
    if (!content) {
        response.status = 404;
        response.set_content("<html><head><title>404</title></head><body>404 Not Found</body></html>", "text/html");
        return;
    }
    struct stat state {};
    stat(path->c_str(), &state);
    const std::string tag = entity_tag(*content);
    const std::string modified = http_date(state.st_mtime);
    response.set_header("ETag", tag);
    response.set_header("Last-Modified", modified);
    // RFC 9110 section 13.1.3: If-Modified-Since is ignored when there is an If-None-Match.
    const bool is_known = request.has_header("If-None-Match") ? request.get_header_value("If-None-Match") == tag
                                                              : request.get_header_value("If-Modified-Since") == modified;
    if (is_known) {
        response.status = 304;
        return;
    }
    response.status = 200;
    response.set_content(*content, media_type_of(*path));
    apply_headers_file(*path, response);
}

// Returns when standard input closes or a signal asks for an end.
void wait_for_end(const sigset_t& signals) {
    const std::timespec moment{.tv_sec = 0, .tv_nsec = 100'000'000};
    struct stat state {};
    // A shell gives /dev/null to what it starts in the background: that is no sign of anything.
    const bool is_pipe = fstat(STDIN_FILENO, &state) == 0 && (S_ISFIFO(state.st_mode) || S_ISSOCK(state.st_mode));
    for (;;) {
        if (sigtimedwait(&signals, nullptr, &moment) > 0) return;
        pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
        if (!is_pipe || poll(&input, 1, 0) <= 0) continue;
        std::array<char, 256> block{};
        if (read(STDIN_FILENO, block.data(), block.size()) == 0) return;
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2 || argc > 3) {
        std::cerr << "usage: sample_portal FOLDER [PORT]\n";
        return 2;
    }
    std::error_code error;
    const fs::path folder = fs::canonical(argv[1], error);
    if (error || !fs::is_directory(folder)) {
        std::cerr << "sample_portal: " << argv[1] << ": is not a folder\n";
        return 2;
    }
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    httplib::Server server;
    server.Get(".*", [&folder](const httplib::Request& request, httplib::Response& response) { answer(folder, request, response); });
    if (std::getenv("SAMPLE_PORTAL_LOG") != nullptr) {
        server.set_logger([](const httplib::Request& request, const httplib::Response& response) {
            std::cerr << request.method + " " + request.target + " " + std::to_string(response.status) + "\n";
        });
    }
    // The library's own choice, SO_REUSEPORT, would let two servers share a port without a word.
    server.set_socket_options([](socket_t socket) {
        const int yes = 1;
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    int port = argc == 3 ? std::atoi(argv[2]) : 0;
    if (port == 0) {
        port = server.bind_to_any_port("127.0.0.1");
    } else if (!server.bind_to_port("127.0.0.1", port)) {
        port = -1;
    }
    if (port <= 0) {
        std::cerr << "sample_portal: the port " << (argc == 3 ? argv[2] : "0") << " of 127.0.0.1 is in use; name another, or 0 for a free one\n";
        return 2;
    }
    std::thread listener([&server] { server.listen_after_bind(); });
    std::cout << "http://127.0.0.1:" << port << "/" << std::endl;
    wait_for_end(signals);
    server.stop();
    listener.join();
    return 0;
}

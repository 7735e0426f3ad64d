// bare_fetch HOSTS PAGES PORT OUT: what libcurl alone does with the site of many_hosts, as the measure of the crawler. One
// connection a host, one thread, every page scanned for "href=", hashed with SHA-256, compressed with zlib's level 1 and
// appended to OUT: the work that an archive cannot do without. Prints pages, seconds and CPU seconds.

#include <curl/curl.h>
#include <openssl/evp.h>
#include <sys/resource.h>
#include <zlib.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Host {
    CURL* easy = nullptr;
    int number = 0;
    int next = -1;  // -1: the index
    std::string body;
};

struct Sink {
    std::FILE* file = nullptr;
    z_stream stream{};
    std::string packed;
    unsigned long links = 0;
};

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) {
    static_cast<std::string*>(user)->append(data, size * count);
    return size * count;
}

void keep(const std::string& body, Sink& sink) {
    for (auto at = body.find("href="); at != std::string::npos; at = body.find("href=", at + 5)) ++sink.links;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_Digest(body.data(), body.size(), digest.data(), &size, EVP_sha256(), nullptr);
    deflateReset(&sink.stream);
    sink.packed.resize(deflateBound(&sink.stream, body.size()));
    sink.stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
    sink.stream.avail_in = static_cast<uInt>(body.size());
    sink.stream.next_out = reinterpret_cast<Bytef*>(sink.packed.data());
    sink.stream.avail_out = static_cast<uInt>(sink.packed.size());
    deflate(&sink.stream, Z_FINISH);
    std::fwrite(sink.packed.data(), 1, sink.packed.size() - sink.stream.avail_out, sink.file);
    std::fwrite(digest.data(), 1, size, sink.file);
}

void ask(Host& host, const std::string& port, CURLM* multi) {
    const std::string path = host.next < 0 ? "index.html" : "nb/t20200" + std::to_string(10'000 + host.next) + ".html";
    const std::string url = "http://127.0.0." + std::to_string(host.number) + ":" + port + "/" + path;
    host.body.clear();
    curl_easy_setopt(host.easy, CURLOPT_URL, url.c_str());
    curl_multi_add_handle(multi, host.easy);
}

double seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

}  // namespace

int main(int count, char** words) {
    if (count != 5) return std::fputs("usage: bare_fetch HOSTS PAGES PORT OUT\n", stderr), 2;
    const int pages = std::atoi(words[2]);
    const auto begun = std::chrono::steady_clock::now();
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURLM* const multi = curl_multi_init();
    Sink sink{.file = std::fopen(words[4], "wb"), .stream = {}, .packed = {}};
    if (sink.file == nullptr || deflateInit2(&sink.stream, 1, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return 2;
    std::vector<Host> hosts(static_cast<std::size_t>(std::atoi(words[1])));
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        Host& host = hosts[i];
        host.number = static_cast<int>(i) + 1;
        host.easy = curl_easy_init();
        curl_easy_setopt(host.easy, CURLOPT_WRITEFUNCTION, on_body);
        curl_easy_setopt(host.easy, CURLOPT_WRITEDATA, &host.body);
        curl_easy_setopt(host.easy, CURLOPT_PRIVATE, &host);
        curl_easy_setopt(host.easy, CURLOPT_PROXY, "");
        ask(host, words[3], multi);
    }
    unsigned long had = 0;
    for (int running = 1; running > 0;) {
        curl_multi_perform(multi, &running);
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
            Host* host = nullptr;
            CURL* const easy = message->easy_handle;
            had += message->data.result == CURLE_OK ? 1 : 0;
            curl_easy_getinfo(easy, CURLINFO_PRIVATE, &host);
            curl_multi_remove_handle(multi, easy);
            keep(host->body, sink);
            if (++host->next < pages) ask(*host, words[3], multi), running = 1;
        }
        if (running > 0) curl_multi_poll(multi, nullptr, 0, 100, nullptr);
    }
    std::fclose(sink.file);
    const double taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%lu %.3f %.3f\n", had, taken, seconds(usage.ru_utime) + seconds(usage.ru_stime));
    for (Host& host : hosts) curl_easy_cleanup(host.easy);
    curl_multi_cleanup(multi);
    return 0;
}

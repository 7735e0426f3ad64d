#pragma once
// Names to addresses, beside the crawl: so that hosts that share an address are told before any of them is asked.

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace nianbao::crawler {

struct ResolvedName {
    std::string name;
    std::string address;  // the one that a connection would try first; "" when there is none
};

class Resolver {
public:
    virtual ~Resolver() = default;
    virtual void ask(const std::string& name) = 0;
    // Waits until an answer is there or `longest` has passed; returns all that are there.
    virtual std::vector<ResolvedName> wait(std::chrono::milliseconds longest) = 0;
};

// The system's resolver, on some threads of its own. A look-up that hangs does not keep the program from ending.
[[nodiscard]] std::unique_ptr<Resolver> make_system_resolver();

}  // namespace nianbao::crawler

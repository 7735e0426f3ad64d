#include "cli/interrupt.h"

#include <csignal>

namespace nianbao::cli {

namespace {

std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch nothing else");

extern "C" void note_interruption(int) { interrupted = true; }

void catch_signals() {
    struct sigaction action = {};
    action.sa_handler = note_interruption;
    action.sa_flags = static_cast<int>(SA_RESETHAND);  // the second one is the user's impatience
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction before = {};
        ::sigaction(signal, nullptr, &before);
        // nohup, and a shell that starts a job in the background, ask for a signal to be ignored.
        if (before.sa_handler != SIG_IGN) ::sigaction(signal, &action, nullptr);
    }
}

}  // namespace

const std::atomic<bool>& interruption() {
    [[maybe_unused]] static const bool once = (catch_signals(), true);
    return interrupted;
}

}  // namespace nianbao::cli

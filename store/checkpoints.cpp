#include "store/checkpoints.h"

#include <sqlite3.h>

#include <chrono>
#include <utility>

namespace nianbao::store {

namespace {

constexpr std::chrono::seconds pause{1};

}  // namespace

Checkpoints::Checkpoints(std::string path) : path_(std::move(path)), thread_([this] { work(); }) {}

Checkpoints::~Checkpoints() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
    sqlite3_close_v2(connection_);
}

void Checkpoints::committed() {
    {
        const std::lock_guard lock(mutex_);
        if (std::exchange(has_news_, true)) return;
    }
    changed_.notify_all();
}

void Checkpoints::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return has_news_ || stopping_; });
        // What comes within the pause goes to the disk together.
        changed_.wait_for(lock, pause, [this] { return stopping_; });
        if (!std::exchange(has_news_, false)) return;
        lock.unlock();
        checkpoint();
        lock.lock();
    }
}

// A connection of its own: the writer's is for one thread. PASSIVE waits for nobody, and nobody waits for it.
void Checkpoints::checkpoint() {
    if (connection_ == nullptr) {
        if (sqlite3_open_v2(path_.c_str(), &connection_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK) return;
        // A connection that has read nothing yet does not know of the log, and its checkpoints do nothing.
        sqlite3_exec(connection_, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
    }
    sqlite3_wal_checkpoint_v2(connection_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

}  // namespace nianbao::store

#pragma once
// Carries a database's log to the disk, beside its writer: what was committed without waiting for the disk is safe from a power
// cut a second or two later, and the log is copied into the file meanwhile, so that the writer never has much of it to copy.

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

struct sqlite3;

namespace nianbao::store {

class Checkpoints {
public:
    explicit Checkpoints(std::string path);
    // Returns when all that was committed is on the disk.
    ~Checkpoints();
    Checkpoints(const Checkpoints&) = delete;
    Checkpoints& operator=(const Checkpoints&) = delete;

    // Something was committed.
    void committed();

private:
    void work();
    // What fails here fails again where the writer's own commits do, and is said there.
    void checkpoint();

    std::string path_;
    sqlite3* connection_ = nullptr;  // of the thread alone
    std::mutex mutex_;
    std::condition_variable changed_;
    bool has_news_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace nianbao::store

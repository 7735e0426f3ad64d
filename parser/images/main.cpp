// Part of the build: reads the form files and writes their images, which the program brings along.
//
//   form_images FOLDER FILE.toml...      FOLDER/FILE.form of each
//
// A defect in a form file is said with its line, and ends the build.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "parser/form_file.h"
#include "parser/form_image.h"

int main(int argc, char** argv) {
    for (int i = 2; i < argc; ++i) {
        const auto form = nianbao::parser::load_form(argv[i]);
        if (!form) {
            std::fprintf(stderr, "form_images: %s: %s\n", form.error().where.c_str(), form.error().what.c_str());
            return 1;
        }
        const std::filesystem::path path = std::filesystem::path(argv[1]) / std::filesystem::path(argv[i]).stem().concat(".form");
        const std::string image = nianbao::parser::image_of(*form);
        if (nianbao::parser::form_of_image(image) != *form) {
            std::fprintf(stderr, "form_images: %s: a text in it holds a line break\n", argv[i]);
            return 1;
        }
        std::ofstream file(path, std::ios::binary);
        file << image;
        if (!file.flush()) {
            std::fprintf(stderr, "form_images: %s: cannot be written\n", path.c_str());
            return 1;
        }
    }
    return 0;
}

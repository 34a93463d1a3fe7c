#!/bin/sh
# Installs Chromium through the system's packages. Where that cannot be done nothing fails: tests that need a browser say
# that they were skipped.
for name in chromium google-chrome; do
  if command -v "$name" > /dev/null; then
    echo "Browser: $(command -v "$name")"
    exit 0
  fi
done
if command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium (some 400 MB)."
  if apt-get update -qq > /dev/null && apt-get install -y -qq --no-install-recommends chromium > /dev/null; then
    echo "Browser: $(command -v chromium)"
    exit 0
  fi
fi
echo "No browser was installed: this needs apt-get and its rights. Install Chromium by hand, or let its tests be skipped."

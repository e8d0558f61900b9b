#!/usr/bin/env bash
# Sees to it that Chromium and its driver are there, in which the tests look at the report's page: installs Debian's packages where they
# are missing and this may be done. Prints one line and fails where it cannot.

. "${BASH_SOURCE[0]%/*}/debian.sh" eng/browser.sh 'the tests of the report page' 'chromium and chromedriver' 'chromium and chromium-driver' chromium chromedriver

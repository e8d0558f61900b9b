using System.Collections.Immutable;
using System.Text.RegularExpressions;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.SupplyChain;

/// <summary>eng/licences.md: every package of the lock files with its version and licence.</summary>
internal static partial class LicenceList
{
    private const string Heading = """
        # Packages and their licences

        Every package of the lock files, direct and transitive. The licence is what the package's `.nuspec` states together with the licence files
        in it, as an SPDX expression; `used by` says what stands on it: the program, its tests alone, or `benchmarks/Speed` alone. `make test`
        writes this file anew to `artifacts/licences.md` and fails where it differs or a licence is new.

        libtorch's library holds more than its package states: Intel's oneMKL (Intel Simplified Software License) and GCC's `libgomp`
        (GPL-3.0 with the runtime library exception). It is restored, not part of this repository.

        | package | version | licence | used by |
        |---|---|---|---|

        """;

    /// <summary>Where the list lies.</summary>
    public static string Place { get; } = RepositoryRoot.At("eng", "licences.md");

    /// <summary>The list as it is.</summary>
    public static string Text => File.ReadAllText(Place);

    /// <summary>The lines of a list.</summary>
    public static ImmutableArray<LicensedPackage> Parse(string text) =>
        [.. Line().Matches(text).Select(line => new LicensedPackage(line.Groups[1].Value, line.Groups[2].Value, line.Groups[3].Value, line.Groups[4].Value)).Skip(1)];

    /// <summary>The list of these packages, in their order.</summary>
    public static string Of(IEnumerable<LicensedPackage> packages) =>
        Heading + string.Concat(packages.Select(package => $"| {package.Name} | {package.Version} | {package.Licence} | {package.UsedBy} |\n"));

    [GeneratedRegex(@"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Line();
}

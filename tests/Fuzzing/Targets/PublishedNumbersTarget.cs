using System.Collections.Immutable;
using System.Text;
using SurgeryBench.Results.Published;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Fuzzing.Targets;

/// <summary>Published numbers.</summary>
internal sealed class PublishedNumbersTarget : FuzzTarget
{
    private const int Lines = 12;

    public override string Name => "published-numbers";

    public override int Share => 3;

    public override ImmutableArray<byte[]> Words { get; } = Latin(",", "\n", "\"", "\"\"", ",,", "\r", "family", "backbone", "value", "cut", "own", "log", "hf", "ta", "vit-b-32", "1e5", "-1", "100.1", "69.1", "99999999999999999999999999999999");

    public override void Read(byte[] input, string folder) => _ = PublishedCsv.Read(new StringReader(Encoding.UTF8.GetString(input))).Count();

    protected override IEnumerable<byte[]> Seeds() =>
        [Encoding.UTF8.GetBytes(string.Join('\n', File.ReadLines(RepositoryRoot.At("src", "Results", "Published", "clip8.csv")).Take(Lines)))];
}

using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Folder;

/// <summary>The files of a split with their labels.</summary>
/// <param name="Source">Where they lie.</param>
/// <param name="Entries">By name.</param>
internal sealed record SplitListing(ISplitSource Source, ImmutableArray<ImageEntry> Entries)
{
    /// <summary>Share of the training images that becomes the validation split.</summary>
    internal const double ValidationShare = 0.2;

    /// <summary>The same share of every class goes to validation, chosen by a hash of the file's name, so that no other file matters.</summary>
    internal (SplitListing Train, SplitListing Validation) Divide()
    {
        var validation = Entries.GroupBy(entry => entry.Label)
            .SelectMany(members => members.OrderBy(Hash, StringComparer.Ordinal).Take((int)Math.Round(ValidationShare * members.Count())))
            .ToHashSet();
        return (Only(entry => !validation.Contains(entry)), Only(validation.Contains));
    }

    /// <summary>The same files in an order that mixes the classes and never changes.</summary>
    internal SplitListing Shuffled() => this with { Entries = [.. Entries.OrderBy(Hash, StringComparer.Ordinal)] };

    /// <summary>One line a file, different whenever its bytes are.</summary>
    internal IEnumerable<string> Lines()
    {
        using var reader = Source.Open();
        foreach (var entry in Entries)
        {
            var crc = Source is ZipSource ? entry.Crc : Crc32.Of(reader.Read(entry));
            yield return string.Create(CultureInfo.InvariantCulture, $"{entry.Name} {entry.Label} {entry.Size} {crc:x8}");
        }
    }

    private SplitListing Only(Func<ImageEntry, bool> wanted) => this with { Entries = [.. Entries.Where(wanted)] };

    private static string Hash(ImageEntry entry) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(entry.Name)));
}

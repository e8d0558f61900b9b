using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Datasets.Hub.Store;
using SurgeryBench.Datasets.Hub.Transfer;

namespace SurgeryBench.Tests.Fuzzing.Targets;

/// <summary>What a hub answers, and what was kept of that.</summary>
internal sealed class HubListingTarget : FuzzTarget
{
    private static readonly HubRepository Repository = new(HubKind.Model, "owner/name");
    private static readonly string Commit = new('a', 40);

    public override string Name => "hub-listing";

    public override int Share => 8;

    public override ImmutableArray<byte[]> Words { get; } =
        JsonWords.With("\"sha\"", "\"type\"", "\"file\"", "\"directory\"", "\"path\"", "\"size\"", "\"oid\"", "\"lfs\"", "\"../x\"", "\"/x\"", "\"a/b\"", "\"a\\\\b\"", "\"Revision\"", "\"Commit\"", "\"Files\"", "\"Path\"", "\"Size\"", "\"Hash\"");

    public override void Read(byte[] input, string folder)
    {
        var kept = Directory.CreateDirectory(Path.Combine(folder, "models--owner--name")).FullName;
        Written(input, kept, $"{Commit}.json");
        var store = new ListingStore(folder);
        store.Find(Repository, Commit);
        store.Find(Repository, null);
        // A page is either of two kinds; what is said of the one says nothing of the other.
        if (input.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("["u8)) ListingPage.FilesIn(input, Repository);
        else ListingPage.CommitIn(input, Repository);
    }

    protected override IEnumerable<byte[]> Seeds()
    {
        yield return Encoding.UTF8.GetBytes($$"""{"id":"owner/name","sha":"{{Commit}}","siblings":[{"rfilename":"config.json"}]}""");
        yield return Encoding.UTF8.GetBytes($$$"""[{"type":"file","oid":"{{{Commit}}}","size":12,"path":"config.json"},{"type":"directory","oid":"{{{Commit}}}","size":0,"path":"data"},{"type":"file","oid":"{{{Commit}}}","size":134,"path":"data/x.parquet","lfs":{"oid":"{{{new string('b', 64)}}}","size":1234567,"pointerSize":134}}]""");
        yield return JsonSerializer.SerializeToUtf8Bytes(StoredListing.Of(new HubListing(Repository, Commit, [new HubFile("config.json", 12, Commit), new HubFile("data/x.parquet", null, null)])));
    }
}

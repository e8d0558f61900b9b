using NUnit.Framework;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class HostileFileParity
{
    private const long AllowedBytes = 48L << 20;
    private const long AllowedResidentBytes = 256L << 20;

    public static IEnumerable<HostileFile> All => HostileFile.In("hostile").Concat(HostileFile.In("safetensors"));

    [TestCaseSource(nameof(All))]
    public void IsRefusedOrReadAsItsManifestSays(HostileFile file)
    {
        var outcome = file.Try();
        switch (file.Expect)
        {
            case "load":
                Assert.That(outcome.Refusal, Is.Null);
                break;
            // A file that would call something is refused, though the manifest allows to read the rest of it.
            case "reject" or "inert":
                Assert.That(outcome.Refusal, Is.Not.Null);
                break;
            default:
                Assert.That(file.Expect, Is.AnyOf("reject_or_load", "reject_or_swap", "inert_no_write"));
                break;
        }
        if (outcome.Refusal is { } line)
            Assert.That(line, Does.Contain(outcome.Path).And.Not.Matches(@"\p{C}").And.Length.LessThan(outcome.Path.Length + 420));
    }

    [TestCaseSource(nameof(All))]
    public void TakesLittleMemory(HostileFile file)
    {
        var outcome = file.Try();
        Assert.That(outcome.AllocatedBytes, Is.LessThan(AllowedBytes));
        Assert.That(outcome.ResidentBytes, Is.LessThan(AllowedResidentBytes));
    }

    [Test]
    public void NoneRunsOrWritesAnything()
    {
        // What the hostile files would touch if something in them ran, and a member's name that leads out of the archive.
        var traces = new[] { "pwned", "other" }.Select(name => Path.Combine(Path.GetTempPath(), name)).ToList();
        var folder = Fixture.Open("pt_files").PathOf("hostile");
        var before = Directory.GetFileSystemEntries(folder).Concat(Directory.GetFileSystemEntries(Environment.CurrentDirectory)).ToList();
        traces.ForEach(File.Delete);
        foreach (var file in All) file.Try();
        Assert.That(traces.Where(File.Exists), Is.Empty);
        Assert.That(Directory.GetFileSystemEntries(folder).Concat(Directory.GetFileSystemEntries(Environment.CurrentDirectory)), Is.EqualTo(before));
    }

    [TestCase("hostile/evil_os_system.pkl", "would call os.system")]
    [TestCase("hostile/evil_in_state_dict.pt", "would call posix.system")]
    [TestCase("hostile/evil_load_from_bytes.pkl", "would call posix.system")]
    [TestCase("hostile/evil_newobj_popen.pkl", "would call subprocess.Popen")]
    [TestCase("hostile/evil_inst_opcode.pkl", "would call os.system")]
    [TestCase("hostile/evil_obj_opcode.pkl", "would call os.system")]
    [TestCase("hostile/evil_numpy_loadtxt.pt", "would call numpy.loadtxt")]
    [TestCase("hostile/unknown_storage_type.pt", "torch.ComplexFloatStorage")]
    [TestCase("hostile/html_page.pt", "HTML page")]
    [TestCase("hostile/lfs_pointer.pt", "Git LFS pointer")]
    [TestCase("hostile/empty_file.pt", "empty")]
    [TestCase("hostile/zip_crc_mismatch.pt", "checksum")]
    [TestCase("hostile/deflate_bomb.pt", "67108864 bytes")]
    [TestCase("hostile/byteorder_big.pt", "little-endian")]
    public void SaysWhatIsWrong(string file, string what) =>
        Assert.That(All.Single(one => one.ToString() == file).Try().Refusal, Does.Contain(what));
}

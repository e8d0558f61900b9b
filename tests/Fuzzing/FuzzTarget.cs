using System.Collections.Immutable;
using System.Text;
using SurgeryBench.Core;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Fuzzing;

/// <summary>A reader of what a stranger may have written.</summary>
internal abstract class FuzzTarget
{
    /// <summary>Entries above that cost time and show nothing more.</summary>
    private const int MostEntryBytes = 16 << 10;

    private readonly Lazy<ImmutableArray<byte[]>> corpus;

    protected FuzzTarget() => corpus = new(() => [.. Seeds().Concat(Kept.Select(File.ReadAllBytes)).Where(entry => entry.Length <= MostEntryBytes)]);

    /// <summary>Its name, which is that of its folder of kept inputs.</summary>
    public abstract string Name { get; }

    /// <summary>Its share of all cases, in hundredths; the fast ones have more.</summary>
    public abstract int Share { get; }

    /// <summary>Valid inputs and kept ones, which cases begin with.</summary>
    public ImmutableArray<byte[]> Corpus => corpus.Value;

    /// <summary>Words of the format.</summary>
    public abstract ImmutableArray<byte[]> Words { get; }

    /// <summary>Inputs that once found a fault, or stand for a kind of attack.</summary>
    public IEnumerable<string> Kept => Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal) : [];

    /// <summary>Inputs too large to keep that are made to take time or memory.</summary>
    public virtual IEnumerable<Func<byte[]>> Attacks => [];

    private string Folder => RepositoryRoot.At("tests", "Fuzzing", "Corpus", Name);

    /// <summary>Reads an input as the program does, whole.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="folder">The worker's own, for readers that want files.</param>
    public abstract void Read(byte[] input, string folder);

    /// <summary>Whether an exception is what the reader says of bad input. The program turns it into one line and an exit code.</summary>
    public virtual bool IsRefusal(Exception fault) => fault is BadInputException;

    /// <summary>Whether a refusal is one line of text; on a command line every fault has a line.</summary>
    public virtual bool RefusesInOneLine => true;

    /// <summary>Sets checksums and the like right after an input was changed.</summary>
    public virtual byte[] Mend(byte[] input) => input;

    public override string ToString() => Name;

    /// <summary>Valid inputs.</summary>
    protected abstract IEnumerable<byte[]> Seeds();

    /// <summary>Puts the input into a file of the worker's folder.</summary>
    protected static string Written(byte[] input, string folder, string name)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, input);
        return path;
    }

    /// <summary>Words, one letter a byte.</summary>
    protected static ImmutableArray<byte[]> Latin(params ReadOnlySpan<string> words)
    {
        var all = ImmutableArray.CreateBuilder<byte[]>();
        foreach (var word in words) all.Add(Encoding.Latin1.GetBytes(word));
        return all.ToImmutable();
    }
}

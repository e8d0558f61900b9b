using Parquet;
using Parquet.Meta.Proto;
using SurgeryBench.Core;
using ZstdSharp;

namespace SurgeryBench.Datasets.Shards;

/// <summary>Turns what the parquet reader throws at a damaged file into one line that names the file.</summary>
internal static class ShardFaults
{
    /// <summary>Does a step of reading a file.</summary>
    /// <exception cref="BadInputException">The file is not what it should be.</exception>
    internal static T Named<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (IsOfTheFile(fault))
        {
            throw new BadInputException($"'{path}' cannot be read as parquet ({fault.GetType().Name}): the file is damaged or not whole.", fault);
        }
    }

    // The reader checks little of what it decodes, so that damage shows as whatever the decoding trips over first; a size that no array can have
    // shows as a lack of memory.
    private static bool IsOfTheFile(Exception fault) => fault
        is ParquetException or ThriftProtocolException or ZstdException or IOException or InvalidDataException or FormatException or NotSupportedException
        or ArgumentException or InvalidOperationException or IndexOutOfRangeException or ArithmeticException or NullReferenceException
        or InvalidCastException or KeyNotFoundException or OutOfMemoryException;
}

using System.Runtime.CompilerServices;

namespace SurgeryBench.Core.Kernels;

/// <summary>A matrix inside an array. No index is checked.</summary>
/// <param name="first">Its first entry.</param>
/// <param name="down">From an entry to that below it.</param>
/// <param name="across">From an entry to the next of its row.</param>
internal readonly ref struct Grid(ref float first, int down, int across = 1)
{
    private readonly ref float first = ref first;

    /// <summary>From an entry to that below it.</summary>
    public int Down { get; } = down;

    /// <summary>From an entry to the next of its row.</summary>
    public int Across { get; } = across;

    /// <summary>Whether there is no matrix.</summary>
    public bool IsNone => Unsafe.IsNullRef(ref first);

    /// <summary>The transpose.</summary>
    public Grid Turned => new(ref first, Across, Down);

    /// <summary>An entry.</summary>
    public ref float this[int row, int column] => ref Unsafe.Add(ref first, (row * Down) + (column * Across));

    /// <summary>The part from an entry on.</summary>
    public Grid From(int row, int column) => new(ref this[row, column], Down, Across);
}

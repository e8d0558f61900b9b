namespace SurgeryBench.Datasets.Imaging;

/// <summary>The numbers an interpolation is carried out in.</summary>
/// <typeparam name="TNumber">What weights and sums are.</typeparam>
internal interface IWeighing<TNumber>
{
    /// <summary>What a sum starts from, so that cutting it down rounds it.</summary>
    static abstract TNumber Half { get; }

    /// <summary>A weight; those of a new pixel sum to one.</summary>
    static abstract TNumber Weight(double exact);

    /// <summary>A sum that began with <see cref="Half"/>, as a byte.</summary>
    static abstract byte Level(TNumber sum);
}
